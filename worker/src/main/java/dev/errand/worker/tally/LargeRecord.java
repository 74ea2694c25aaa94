package dev.errand.worker.tally;

import java.math.BigDecimal;

/**
 * One of the records with the largest amounts in its currency.
 *
 * @param row its row in the CSV, from 1
 * @param amount the amount as the records API gave it
 */
public record LargeRecord(
    long row,
    BigDecimal amount,
    String id,
    String bookedAt,
    String status,
    String counterparty,
    String description) {}
