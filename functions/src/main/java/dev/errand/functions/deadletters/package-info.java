/** The function with which operators look at the dead letters and replay them. */
package dev.errand.functions.deadletters;
