package dev.errand.worker.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Another parser of pages of the records API, by Jackson and fastcsv. The parser of the worker
 * gives the same for every page that this one accepts.
 */
final class GeneralPageParser {

  private static final int MAX_CURSOR = 1000;

  /** What is in a page. */
  record GeneralPage(
      String csv,
      SortKey last,
      Optional<String> nextCursor,
      long total,
      List<RecordWriter.Entry> entries) {}

  private final JsonFactory json =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(32)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final RecordsQuery query;

  GeneralPageParser(RecordsQuery query) {
    this.query = query;
  }

  GeneralPage parse(Bytes body, SortKey after) throws InvalidPageException {
    CharBuffer text = decode(body);
    try (JsonParser parser =
        json.createParser(text.array(), text.arrayOffset(), text.remaining())) {
      return page(parser, new RecordWriter(query, after));
    } catch (JsonProcessingException e) {
      throw new MalformedPageException(
          "the page is not JSON (%s, byte %d of %d)"
              .formatted(
                  e.getClass().getSimpleName(),
                  e.getLocation() == null ? -1 : e.getLocation().getCharOffset(),
                  body.length()),
          e);
    } catch (IOException e) {
      throw new MalformedPageException("the page could not be read", e);
    }
  }

  private static CharBuffer decode(Bytes body) throws InvalidPageException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(body.array(), 0, body.length()));
    } catch (CharacterCodingException e) {
      throw new MalformedPageException("the page is not UTF-8", e);
    }
  }

  private static GeneralPage page(JsonParser parser, RecordWriter writer)
      throws IOException, InvalidPageException {
    require(parser.nextToken() == JsonToken.START_OBJECT, "the page is not a JSON object");
    boolean hasRecords = false;
    boolean hasCursor = false;
    String nextCursor = null;
    long total = -1;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (field) {
        case "records" -> {
          require(value == JsonToken.START_ARRAY, "records is not an array");
          require(!hasRecords, "records appears twice");
          hasRecords = true;
          records(parser, writer);
        }
        case "next_cursor" -> {
          require(!hasCursor, "next_cursor appears twice");
          require(
              value == JsonToken.VALUE_NULL
                  || (value == JsonToken.VALUE_STRING && !parser.getText().isEmpty()),
              "next_cursor is neither a string nor null");
          require(
              value == JsonToken.VALUE_NULL || parser.getTextLength() <= MAX_CURSOR,
              "next_cursor has more than %d characters".formatted(MAX_CURSOR));
          hasCursor = true;
          nextCursor = value == JsonToken.VALUE_NULL ? null : parser.getText();
        }
        case "total" -> {
          require(total < 0, "total appears twice");
          require(
              value == JsonToken.VALUE_NUMBER_INT
                  && parser.getTextLength() <= 18
                  && !parser.getText().startsWith("-")
                  && parser.getLongValue() >= 0,
              "total is not a non-negative integer");
          total = parser.getLongValue();
        }
        default -> parser.skipChildren();
      }
    }
    require(hasRecords, "records is missing");
    require(hasCursor, "next_cursor is missing");
    require(total >= 0, "total is missing");
    require(parser.nextToken() == null, "the page is followed by other content");
    return writer.page(Optional.ofNullable(nextCursor), total);
  }

  private static void records(JsonParser parser, RecordWriter writer)
      throws IOException, InvalidPageException {
    String[] fields = new String[RecordWriter.NAMES.size()];
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      require(token == JsonToken.START_OBJECT, "a record is not an object");
      Arrays.fill(fields, null);
      int seen = 0;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        int column = RecordWriter.NAMES.indexOf(parser.currentName());
        JsonToken value = parser.nextToken();
        if (column < 0) {
          parser.skipChildren();
          continue;
        }
        require((seen & 1 << column) == 0, RecordWriter.NAMES.get(column) + " appears twice");
        seen |= 1 << column;
        fields[column] = scalar(parser, value, column);
      }
      writer.write(fields);
    }
  }

  private static String scalar(JsonParser parser, JsonToken value, int column)
      throws IOException, InvalidPageException {
    return switch (value) {
      case VALUE_NULL -> null;
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getText();
      default ->
          throw new InvalidPageException(
              RecordWriter.NAMES.get(column) + " is neither a string nor a number");
    };
  }

  private static void require(boolean holds, String otherwise) throws InvalidPageException {
    if (!holds) {
      throw new InvalidPageException(otherwise);
    }
  }
}
