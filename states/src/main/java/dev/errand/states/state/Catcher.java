package dev.errand.states.state;

import dev.errand.states.dataflow.DataFlow;
import java.util.List;

/** Where a state that failed for good goes on. */
public record Catcher(List<String> errorEquals, String next, DataFlow flow) {}
