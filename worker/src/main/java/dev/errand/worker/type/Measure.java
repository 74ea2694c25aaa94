package dev.errand.worker.type;

import java.util.OptionalInt;

/**
 * Numbers that are added up.
 *
 * @param column the index of a column of decimals or integers
 * @param unit the index of the column of their unit, for example the currency. Numbers of different
 *     units are never added.
 */
public record Measure(int column, OptionalInt unit) {}
