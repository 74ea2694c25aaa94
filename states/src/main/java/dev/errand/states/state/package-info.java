/** The states of a definition as records, and the step that each takes next. */
package dev.errand.states.state;
