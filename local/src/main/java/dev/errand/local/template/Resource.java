package dev.errand.local.template;

/** A resource of the template; its properties are not yet resolved. */
record Resource(String logicalId, Section declaration, Section properties) {

  String type() {
    return declaration.text("Type");
  }

  int line() {
    return declaration.line();
  }

  /** Whether what an update replaces is kept beside the new resource. */
  boolean keepsWhatItReplaces() {
    return declaration.optionalText("UpdateReplacePolicy").filter("Retain"::equals).isPresent();
  }
}
