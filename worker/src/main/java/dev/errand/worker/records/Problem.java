package dev.errand.worker.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;

/** What an error of the records API says in its own words: problem details (RFC 9457), bounded. */
record Problem(String words) {

  private static final int MAX_BYTES = 16 << 10;
  private static final int MAX_WORDS = 300;

  static Problem read(InputStream in) throws IOException {
    if (in == null) {
      return new Problem("");
    }
    byte[] body;
    try (in) {
      body = in.readNBytes(MAX_BYTES);
    }
    try {
      JsonNode problem = new JsonMapper().readTree(body);
      String detail = problem.path("detail").asText("");
      return new Problem(detail.isBlank() ? problem.path("title").asText("") : detail);
    } catch (JsonProcessingException noProblemDetails) {
      return new Problem("");
    }
  }

  /** The words as the end of a sentence, with a secret struck out. */
  String without(String secret) {
    if (words.isBlank()) {
      return ".";
    }
    String said = secret.isEmpty() ? words : words.replace(secret, "***");
    return ": " + (said.length() <= MAX_WORDS ? said : said.substring(0, MAX_WORDS - 1) + "…");
  }
}
