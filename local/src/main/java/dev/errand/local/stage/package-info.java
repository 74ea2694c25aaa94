/** Puts the local stage together from its parts, as {@code template.yaml} describes them. */
package dev.errand.local.stage;
