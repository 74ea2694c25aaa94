package dev.errand.states;

import java.util.List;
import java.util.Optional;

/** Where a state that failed for good goes on. */
record Catcher(
    List<String> errorEquals,
    String next,
    Optional<ReferencePath> resultPath,
    State.Assign assign) {}
