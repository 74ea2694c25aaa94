package dev.errand.worker.type;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A column of a report.
 *
 * @param name its name in the description and in JSON
 * @param title its title in the CSV, the workbook and the page
 * @param pointer where its value is in a record
 * @param decimal how many digits a decimal has where a format fixes them
 * @param isOptional whether a record may have no value or null
 * @param equalTo the field of the request that has the value of every record, if the request has it
 * @param pattern what a text must match
 */
public record Column(
    String name,
    String title,
    JsonPointer pointer,
    ColumnType type,
    DecimalSize decimal,
    boolean isOptional,
    Optional<String> equalTo,
    Optional<Pattern> pattern) {}
