/** Map Runs: reads their items and combines the results of their child executions. */
package dev.errand.states.maprun;
