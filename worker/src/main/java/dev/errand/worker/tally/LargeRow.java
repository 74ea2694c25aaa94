package dev.errand.worker.tally;

import java.math.BigDecimal;
import java.util.List;

/**
 * A row with one of the largest numbers of its unit.
 *
 * @param row its number in the CSV, from 1
 * @param number the number
 * @param fields the fields of the row, of bounded length
 */
public record LargeRow(long row, BigDecimal number, List<String> fields) {}
