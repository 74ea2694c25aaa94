/**
 * Reads {@code template.yaml} as AWS would: parameters, conditions and intrinsic functions
 * resolved, SAM's globals merged in, physical names given. What the stage has to act on comes out
 * as typed records; what it does not understand is refused by name and line.
 */
package dev.errand.local.template;
