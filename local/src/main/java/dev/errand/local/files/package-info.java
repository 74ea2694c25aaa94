/** Files that are written whole or not at all, and digests. */
package dev.errand.local.files;
