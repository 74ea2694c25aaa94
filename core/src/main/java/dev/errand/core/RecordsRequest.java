package dev.errand.core;

import java.util.Optional;
import java.util.Set;

/**
 * A request of the type {@code records} with typed fields, as the worker needs them. The functions
 * check requests of every type by their schema ({@link dev.errand.core.request.ReportRequest});
 * both take the same requests.
 *
 * @param filter the records that the report covers
 * @param name the client's own name for the report, 1 to 100 characters
 * @param formats the formats to write; all of them unless the request names some
 */
public record RecordsRequest(Filter filter, Optional<String> name, Set<Format> formats) {}
