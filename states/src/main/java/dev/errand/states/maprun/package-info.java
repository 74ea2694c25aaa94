/** Map Runs: reads their items, follows their child executions, and puts their results together. */
package dev.errand.states.maprun;
