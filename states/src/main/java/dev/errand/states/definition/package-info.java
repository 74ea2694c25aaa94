/** Reads a definition and refuses what cannot be run. */
package dev.errand.states.definition;
