package dev.errand.states;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An execution at one moment: all that is needed to go on from there. A value that can be stored as
 * JSON.
 *
 * @param strands by id
 * @param nextStrand the id of the next strand
 * @param events how many events its history has
 * @param ending how it ended, if it has
 */
public record Run(
    Map<Integer, Strand> strands, int nextStrand, int events, Optional<Ending> ending) {

  public Run {
    strands = Map.copyOf(strands);
  }

  /** Whether there is something to do that needs no waiting. */
  public boolean isReady() {
    return ending.isEmpty()
        && strands.values().stream().anyMatch(s -> s.activity() instanceof Activity.Ready);
  }

  /** The ids of the strands that wait for something, in the order in which they began. */
  public List<Integer> waiting() {
    return strands.values().stream()
        .filter(s -> !(s.activity() instanceof Activity.Ready))
        .map(Strand::id)
        .sorted()
        .toList();
  }
}
