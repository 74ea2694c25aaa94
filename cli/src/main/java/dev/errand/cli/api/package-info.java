/** Calls of the reports API, sent again as long as that can help. */
package dev.errand.cli.api;
