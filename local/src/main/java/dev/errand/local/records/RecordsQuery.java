package dev.errand.local.records;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/**
 * One page that a caller asks for.
 *
 * @param after the last record of the page before; empty for the first page
 */
record RecordsQuery(RecordsFilter filter, int pageSize, Optional<Position> after) {

  /** Which records: days in UTC, both inclusive. */
  record RecordsFilter(
      UUID clientId, LocalDate startDate, LocalDate endDate, Optional<String> status) {

    long firstSecond() {
      return startDate.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    }

    /** The first second after the range. */
    long endSecond() {
      return endDate.plusDays(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    }
  }

  /** A place in the order of the records. */
  record Position(Instant bookedAt, UUID id) {}
}
