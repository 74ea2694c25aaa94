/** Exit codes, and failures that are reported in a line or two. */
package dev.errand.cli.exit;
