/** Encrypts what must not be read by whoever reads the table. */
package dev.errand.functions.secret;
