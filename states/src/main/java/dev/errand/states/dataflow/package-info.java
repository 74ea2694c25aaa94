/** The input and output processing of a state, in either query language. */
package dev.errand.states.dataflow;
