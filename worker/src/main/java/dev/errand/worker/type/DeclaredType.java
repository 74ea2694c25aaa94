package dev.errand.worker.type;

import java.util.List;
import java.util.Map;

/**
 * A report type that the worker makes from a REST API.
 *
 * @param name its name
 * @param title its title
 */
public record DeclaredType(
    String name,
    String title,
    Source source,
    List<Column> columns,
    Output output,
    Summary summary) {

  /**
   * Reads a type.
   *
   * @param json the compiled description of the type
   * @throws InvalidTypeException if it is wrong
   */
  public static DeclaredType read(String name, Map<String, ?> json) {
    return new TypeReader(new Node("", json)).read(name);
  }

  /** Returns the type with another size of the pages of its source. */
  public DeclaredType withPageSize(int records) {
    return new DeclaredType(name, title, source.withPageSize(records), columns, output, summary);
  }

  /** Whether a measure or dimension is made of any column. */
  public boolean hasSummary() {
    return !summary.measures().isEmpty() || !summary.dimensions().isEmpty();
  }
}
