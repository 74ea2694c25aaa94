package dev.errand.dynamodb.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;

/** JSON as text. */
public final class JsonText {

  private static final int MAX_NAME_LENGTH = 1 << 24;

  /** Reads and writes it; names can be as long as a request, longer than Jackson allows else. */
  public static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNameLength(MAX_NAME_LENGTH).build())
              .build());

  private JsonText() {}
}
