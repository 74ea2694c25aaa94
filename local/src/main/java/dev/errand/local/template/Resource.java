package dev.errand.local.template;

/** A resource of the template as it stands there, its properties not yet resolved. */
record Resource(String logicalId, String type, Section properties, int line) {}
