package dev.errand.worker.type;

import com.fasterxml.jackson.core.JsonPointer;

/**
 * A column of a report.
 *
 * @param name its name in the description and in JSON
 * @param title its title in the CSV, the workbook and the page
 * @param pointer where its value is in a record
 * @param isOptional whether a record may have no value or null
 */
public record Column(
    String name, String title, JsonPointer pointer, ColumnType type, boolean isOptional) {}
