package dev.errand.core;

import dev.errand.core.json.MalformedJsonException;
import dev.errand.core.json.StrictJson;

/**
 * Reads requests of the type {@code records} strictly: duplicate keys, deep nesting and anything
 * after the document are malformed; unknown fields are invalid. Values of the request never appear
 * in what it reports.
 */
public final class RecordsRequestParser {

  /** Reads a text; never throws for what the text contains. */
  public ParsedRecordsRequest parse(String text) {
    try {
      return new RecordsRequestValidation(StrictJson.read(text)).result();
    } catch (MalformedJsonException e) {
      return new ParsedRecordsRequest.Malformed(e.line(), e.column(), e.getMessage());
    }
  }
}
