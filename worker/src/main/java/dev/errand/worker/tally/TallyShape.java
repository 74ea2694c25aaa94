package dev.errand.worker.tally;

/**
 * What is added up of each record.
 *
 * @param measures the number of measures
 * @param dimensions the number of dimensions
 * @param separator the separator of the CSV
 */
public record TallyShape(int measures, int dimensions, char separator) {}
