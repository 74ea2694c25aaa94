package dev.errand.core;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * Which records a report covers.
 *
 * @param clientId the client whose records they are; the owner of the report
 * @param startDate the first day, in UTC
 * @param endDate the last day, inclusive, in UTC; never before {@code startDate}
 * @param status only records in this status; empty means all
 */
public record Filter(
    UUID clientId, LocalDate startDate, LocalDate endDate, Optional<String> status) {}
