package dev.errand.worker.page;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** Checks that no record has the id of another one of its page or of the page before it. */
final class IdCheck {

  private final ColumnValues columns;
  private final int column;
  private Set<String> ids = new HashSet<>();
  private Set<String> earlierIds = new HashSet<>();

  /**
   * Creates a check.
   *
   * @param column the column of the id
   */
  IdCheck(ColumnValues columns, int column) {
    this.columns = columns;
    this.column = column;
  }

  /** Begins a page. */
  void begin() {
    ids = new HashSet<>();
  }

  /** Accepts the page: the ids of the next one are compared with its ids. */
  void accept() {
    if (!ids.isEmpty()) {
      earlierIds = ids;
    }
  }

  /** Checks the current record. */
  void check() throws InvalidPageException {
    int begin = columns.begin(column);
    String id =
        new String(
            columns.text(column), begin, columns.end(column) - begin, StandardCharsets.UTF_8);
    columns.require(
        ids.add(id) && !earlierIds.contains(id), column, "is that of an earlier record");
  }
}
