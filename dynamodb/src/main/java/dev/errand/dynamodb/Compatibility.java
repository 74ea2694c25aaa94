package dev.errand.dynamodb;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The list of what this store does as DynamoDB does, what it does differently and what it refuses.
 */
final class Compatibility {

  /**
   * One line of the list.
   *
   * @param kind {@code same}, {@code otherwise}, {@code refused parameter} for one that some values
   *     of are refused, {@code missing parameter} or {@code refused operation}
   * @param subject an operation or parameter, or what it is about
   * @param text a remark, or empty
   */
  record Entry(String kind, String subject, String text) {}

  static final List<Entry> ENTRIES = read();

  /** Operations of the service that this store refuses by name. */
  static final Set<String> REFUSED_OPERATIONS =
      ENTRIES.stream()
          .filter(entry -> entry.kind().equals("refused operation"))
          .map(Entry::subject)
          .collect(Collectors.toUnmodifiableSet());

  private Compatibility() {}

  private static List<Entry> read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Compatibility.class.getResourceAsStream("compatibility.tsv"),
                StandardCharsets.UTF_8))) {
      return lines.lines().map(Compatibility::entry).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Entry entry(String line) {
    String[] cells = line.split("\t", -1);
    return new Entry(cells[0], cells[1], cells[2]);
  }
}
