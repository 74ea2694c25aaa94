package dev.errand.core.json;

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
 * Reads JSON documents strictly: duplicate keys, deep nesting, overlong numbers and anything after
 * the document are malformed. Fractions become {@code BigDecimal}.
 */
public final class StrictJson {

  private static final int MAX_DEPTH = 8;
  private static final int MAX_NUMBER_LENGTH = 100;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER_LENGTH)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private static final JSON JSON_VALUES = JSON.std.with(JSON.Feature.USE_BIG_DECIMAL_FOR_FLOATS);

  private StrictJson() {}

  /**
   * The document as maps, lists and plain values.
   *
   * @throws MalformedJsonException if the text is not one JSON document within the limits
   */
  public static Object read(String text) throws MalformedJsonException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        throw new MalformedJsonException(1, 1, "The document is empty.");
      }
      Object document = JSON_VALUES.anyFrom(parser);
      if (parser.nextToken() != null) {
        throw new JsonParseException(parser, "something follows the document");
      }
      return document;
    } catch (JsonProcessingException e) {
      throw malformed(e);
    } catch (IOException e) {
      throw new UncheckedIOException("a text can always be read", e);
    }
  }

  private static MalformedJsonException malformed(JsonProcessingException e) {
    JsonLocation location = e.getLocation() == null ? JsonLocation.NA : e.getLocation();
    return new MalformedJsonException(
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
