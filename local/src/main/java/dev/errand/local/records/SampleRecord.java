package dev.errand.local.records;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * One transaction.
 *
 * @param bookedAt in whole seconds
 * @param amount with as many decimals as the currency has
 * @param currency ISO 4217
 */
record SampleRecord(
    UUID id,
    UUID clientId,
    Instant bookedAt,
    BigDecimal amount,
    String currency,
    String status,
    String counterparty,
    String description) {}
