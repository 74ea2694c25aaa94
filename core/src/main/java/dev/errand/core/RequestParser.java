package dev.errand.core;

import dev.errand.core.json.MalformedJsonException;
import dev.errand.core.json.StrictJson;

/**
 * Reads report requests strictly: duplicate keys, deep nesting and anything after the document are
 * malformed; unknown fields are invalid. Values of the request never appear in what it reports.
 */
public final class RequestParser {

  /** Reads a text; never throws for what the text contains. */
  public ParsedRequest parse(String text) {
    try {
      return new RequestValidation(StrictJson.read(text)).result();
    } catch (MalformedJsonException e) {
      return new ParsedRequest.Malformed(e.line(), e.column(), e.getMessage());
    }
  }
}
