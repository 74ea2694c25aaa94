package dev.errand.worker.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Decodes JSON strings with escapes that the {@link JsonStringDecoder} does not accept. */
final class EscapedText {

  private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private EscapedText() {}

  /** Decodes the string between two quotation marks. A lone surrogate becomes U+FFFD. */
  static String decode(byte[] in, int from, int to) {
    JsonSyntax.require(Utf8.isValid(in, from, to));
    String quoted = new String(in, from - 1, to - from + 2, StandardCharsets.UTF_8);
    try (JsonParser parser = JSON.createParser(new StringReader(quoted))) {
      parser.nextToken();
      return LONE_SURROGATE.matcher(parser.getText()).replaceAll("\uFFFD");
    } catch (IOException e) {
      throw JsonSyntax.error();
    }
  }
}
