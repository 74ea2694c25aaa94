/** Runs one state outside of any execution, and shows what each of its fields makes of the data. */
package dev.errand.states.inspection;
