package dev.errand.functions.store;

import dev.errand.functions.report.Status;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Which reports of a client to list, newest first.
 *
 * @param clientId their owner
 * @param status only those that stand so
 * @param createdAfter only those created later than this
 * @param pageSize at most so many
 */
public record ListQuery(
    UUID clientId, Optional<Status> status, Optional<Instant> createdAfter, int pageSize) {}
