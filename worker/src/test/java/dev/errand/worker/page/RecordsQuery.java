package dev.errand.worker.page;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/** A query to the records API. Every record of its result must match it. */
record RecordsQuery(
    UUID clientId, Optional<String> status, LocalDate firstDay, LocalDate lastDay) {}
