/** Serves the console, a page for people, in front of the stage's HTTP API. */
package dev.errand.local.console;
