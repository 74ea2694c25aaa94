/** Receives events on this machine and forwards them. */
package dev.errand.cli.listen;
