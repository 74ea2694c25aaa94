package dev.errand.functions.store;

import dev.errand.functions.report.Status;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Which reports to list, newest first.
 *
 * @param clientId their owner; empty for all clients
 * @param types only those of one of these types; all if it is empty
 * @param statuses only those with one of these; all if it is empty
 * @param createdAfter only those created later than this
 * @param createdBefore only those created earlier than this
 * @param pageSize the maximum number of reports
 */
public record ListQuery(
    Optional<UUID> clientId,
    Set<String> types,
    Set<Status> statuses,
    Optional<Instant> createdAfter,
    Optional<Instant> createdBefore,
    int pageSize) {

  /** Types and statuses in their own order. */
  public ListQuery {
    types = Collections.unmodifiableSet(new TreeSet<>(types));
    statuses = statuses.isEmpty() ? EnumSet.noneOf(Status.class) : EnumSet.copyOf(statuses);
  }
}
