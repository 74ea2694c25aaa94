package dev.errand.core;

import java.util.Optional;
import java.util.Set;

/**
 * What a client asks for: {@code {"filter": {...}}}.
 *
 * @param filter the records that the report covers
 * @param name the client's own name for the report, 1 to 100 characters
 * @param formats the formats to write; all of them unless the request names some
 */
public record ReportRequest(Filter filter, Optional<String> name, Set<Format> formats) {

  /**
   * The most bytes that a request may have.
   *
   * <p>Amazon ECS allows 8,192 characters for a task's container overrides, JSON included (API
   * reference of {@code RunTask}). One byte of a request becomes 7 characters there at worst: an
   * engine that writes {@code \}{@code u00e9} in {@code States.JsonToString}, escaped once more
   * within the overrides. 1,024 bytes leave 1,024 characters for all else.
   */
  public static final int MAX_BYTES = 1024;
}
