package dev.errand.states.state;

import dev.errand.states.dataflow.DataFlow;
import java.util.List;

/** Names the next state after errors that are not retried. */
public record Catcher(List<String> errorEquals, String next, DataFlow flow) {}
