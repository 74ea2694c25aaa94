package dev.errand.states;

import java.util.List;

/** Where a state that failed for good goes on. */
record Catcher(List<String> errorEquals, String next, DataFlow flow) {}
