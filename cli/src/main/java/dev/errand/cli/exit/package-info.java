/** How the command ends: exit codes, and failures that are told in a line or two. */
package dev.errand.cli.exit;
