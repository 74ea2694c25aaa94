/** The function by which operators list the dead letters and replay them. */
package dev.errand.functions.deadletters;
