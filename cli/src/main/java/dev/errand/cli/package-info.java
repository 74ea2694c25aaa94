/** The errand command: a client of any stage, local or deployed, which also starts a local one. */
package dev.errand.cli;
