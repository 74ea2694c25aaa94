/** Runs a definition step by step. An execution is a value that can be stored between steps. */
package dev.errand.states.execution;
