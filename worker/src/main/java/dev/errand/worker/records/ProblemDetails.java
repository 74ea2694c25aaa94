package dev.errand.worker.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * The message of an error response of the records API: problem details (RFC 9457), of bounded
 * length.
 */
record ProblemDetails(String message) {

  private static final int MAX_BYTES = 16 << 10;
  private static final int MAX_CHARACTERS = 300;

  static ProblemDetails read(InputStream in) throws IOException {
    if (in == null) {
      return new ProblemDetails("");
    }
    byte[] body;
    try (in) {
      body = in.readNBytes(MAX_BYTES);
    }
    try {
      if (JSON.std.anyFrom(body) instanceof Map<?, ?> problem) {
        String detail = text(problem.get("detail"));
        return new ProblemDetails(detail.isBlank() ? text(problem.get("title")) : detail);
      }
    } catch (JsonProcessingException noJson) {
      // no problem details
    }
    return new ProblemDetails("");
  }

  private static String text(Object value) {
    return value instanceof String text ? text : "";
  }

  /** Returns the message as the end of a sentence, with a secret redacted. */
  String without(String secret) {
    if (message.isBlank()) {
      return ".";
    }
    String redacted = secret.isEmpty() ? message : message.replace(secret, "***");
    return ": "
        + (redacted.length() <= MAX_CHARACTERS
            ? redacted
            : redacted.substring(0, MAX_CHARACTERS - 1) + "…");
  }
}
