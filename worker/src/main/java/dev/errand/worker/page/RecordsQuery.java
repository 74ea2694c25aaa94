package dev.errand.worker.page;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * A query to the records API. Every record of its result must match it.
 *
 * @param clientId the client of the records
 * @param status the status of the records; empty for any
 * @param firstDay the first day, in UTC
 * @param lastDay the last day, inclusive, in UTC
 */
public record RecordsQuery(
    UUID clientId, Optional<String> status, LocalDate firstDay, LocalDate lastDay) {}
