package dev.errand.worker.type;

import java.util.List;

/**
 * What the records of a report add up to.
 *
 * @param measures the numbers
 * @param dimensions the groups; the sums of each measure are made for each
 */
public record Summary(List<Measure> measures, List<Dimension> dimensions) {}
