/**
 * Reads {@code template.yaml} as AWS would: parameters, conditions and intrinsic functions
 * resolved, SAM's globals merged in, physical names given. The result is typed records of what the
 * stage emulates; what it does not understand is refused by name and line.
 */
package dev.errand.local.template;
