/** The artifacts of reports: the only code that knows S3. */
package dev.errand.functions.artifacts;
