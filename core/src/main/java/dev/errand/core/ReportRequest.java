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
public record ReportRequest(Filter filter, Optional<String> name, Set<Format> formats) {}
