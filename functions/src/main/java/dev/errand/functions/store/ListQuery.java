package dev.errand.functions.store;

import dev.errand.functions.report.Status;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which reports to list, newest first.
 *
 * @param clientId their owner; empty for every client's
 * @param statuses only those with one of these; all if it is empty
 * @param createdAfter only those created later than this
 * @param createdBefore only those created earlier than this
 * @param pageSize at most so many
 */
public record ListQuery(
    Optional<UUID> clientId,
    Set<Status> statuses,
    Optional<Instant> createdAfter,
    Optional<Instant> createdBefore,
    int pageSize) {

  /** The statuses in their own order. */
  public ListQuery {
    statuses = statuses.isEmpty() ? EnumSet.noneOf(Status.class) : EnumSet.copyOf(statuses);
  }
}
