/** Downloads of reports' files, complete or not at all. */
package dev.errand.cli.download;
