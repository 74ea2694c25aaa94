/** Encrypts secrets in the table. */
package dev.errand.functions.secret;
