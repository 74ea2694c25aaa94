package dev.errand.worker.page;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * What was asked of the records API, and so holds for each record that it gives.
 *
 * @param clientId the client whose records they are
 * @param status the status that they have; empty if any
 * @param firstDay the first day, in UTC
 * @param lastDay the last day, inclusive, in UTC
 */
public record RecordsQuery(
    UUID clientId, Optional<String> status, LocalDate firstDay, LocalDate lastDay) {}
