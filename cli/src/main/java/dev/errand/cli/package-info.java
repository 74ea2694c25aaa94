/**
 * The errand command: a client of any stage, local or deployed, and the way to start a local one.
 */
package dev.errand.cli;
