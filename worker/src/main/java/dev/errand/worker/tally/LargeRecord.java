package dev.errand.worker.tally;

import java.math.BigDecimal;

/**
 * A record with one of the largest amounts of its currency.
 *
 * @param row its row in the CSV, from 1
 * @param amount the amount as the records API returned it
 */
public record LargeRecord(
    long row,
    BigDecimal amount,
    String id,
    String bookedAt,
    String status,
    String counterparty,
    String description) {}
