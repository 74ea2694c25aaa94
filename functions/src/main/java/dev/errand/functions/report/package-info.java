/**
 * What a report is and how it changes: values and functions over them, free of any AWS type.
 *
 * <p>A report follows the executions of its attempts. Each change carries a {@link
 * dev.errand.functions.report.StatusOrder}, and only a higher one applies, so that events may come
 * late, twice or out of order.
 */
package dev.errand.functions.report;
