package dev.errand.core;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads report requests strictly: duplicate keys, deep nesting and anything after the document are
 * malformed; unknown fields are invalid. Values of the request never appear in what it reports.
 */
public final class RequestParser {

  private static final int MAX_DEPTH = 8;

  private final JsonFactory factory =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(100)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /** Reads a text; never throws for what the text contains. */
  public ParsedRequest parse(String text) {
    try (JsonParser parser = factory.createParser(text)) {
      if (parser.nextToken() == null) {
        return new ParsedRequest.Malformed(1, 1, "The document is empty.");
      }
      Object document = JSON.std.anyFrom(parser);
      if (parser.nextToken() != null) {
        throw new JsonParseException(parser, "something follows the document");
      }
      return new RequestValidation(document).result();
    } catch (JsonProcessingException e) {
      return malformed(e);
    } catch (IOException e) {
      throw new UncheckedIOException("a text can always be read", e);
    }
  }

  private static ParsedRequest.Malformed malformed(JsonProcessingException e) {
    JsonLocation location = e.getLocation() == null ? JsonLocation.NA : e.getLocation();
    return new ParsedRequest.Malformed(
        Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()), reason(e));
  }

  private static String reason(JsonProcessingException e) {
    if (e instanceof StreamConstraintsException) {
      return "The document is nested deeper than %d levels or has an overlong number."
          .formatted(MAX_DEPTH);
    }
    if (e.getOriginalMessage().startsWith("Duplicate field")) {
      return "A field appears twice in one object.";
    }
    return "This is not JSON (RFC 8259).";
  }
}
