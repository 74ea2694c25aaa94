/** The function that records each status change of an execution. */
package dev.errand.functions.recorder;
