package dev.errand.core.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EscapedSizeTest {

  /** All characters that ECS allows for the overrides of a task. */
  private static final int ECS = 8192;

  /** As long as the state machine lets in, with more parts than a trace header has. */
  private static final String LONGEST_TRACE_HEADER =
      "Root=1-67891233-abcdef012345678912345678;Parent=53995c3f42cd8ad8;Sampled=1;Self=2;Lineage=1:0;"
          + "x".repeat(34);

  private static final JSON READER = JSON.std.with(JSON.Feature.USE_BIG_DECIMAL_FOR_FLOATS);

  private static final JsonMapper PLAIN =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  /** How {@code States.JsonToString}, and what writes the overrides, may write JSON. */
  private static final List<ObjectWriter> WRITERS =
      List.of(
          PLAIN.writer(),
          PLAIN.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII),
          PLAIN.writer().with(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN),
          PLAIN.writer().with(spaced()),
          PLAIN.writer().with(new HtmlSafe()).with(JsonWriteFeature.ESCAPE_NON_ASCII));

  /** Python's, with a space behind a colon and a comma. */
  private static DefaultPrettyPrinter spaced() {
    return new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Spacing.AFTER)
                .withObjectEntrySpacing(Spacing.AFTER)
                .withArrayValueSpacing(Spacing.AFTER))
        .withObjectIndenter(DefaultPrettyPrinter.NopIndenter.instance)
        .withArrayIndenter(DefaultPrettyPrinter.NopIndenter.instance);
  }

  /** Writers that make JSON fit to stand in a page escape these. */
  private static final class HtmlSafe extends CharacterEscapes {

    private static final long serialVersionUID = 1;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] escapes = CharacterEscapes.standardAsciiEscapesForJSON();
      "<>&='`/\u007f"
          .chars()
          .forEach(character -> escapes[character] = CharacterEscapes.ESCAPE_STANDARD);
      return escapes;
    }

    @Override
    public SerializableString getEscapeSequence(int character) {
      return null;
    }
  }

  @Property(tries = 200)
  void noWriterMakesARequestLonger(@ForAll("documents") Object document) {
    int most = EscapedSize.of(document);

    for (ObjectWriter inner : WRITERS) {
      for (ObjectWriter outer : WRITERS) {
        assertThat(write(outer, write(inner, document)).length() - 2).isLessThanOrEqualTo(most);
      }
    }
  }

  /**
   * Whatever is accepted has room in the overrides beside the longest name of an execution and the
   * longest trace header.
   */
  @Property(tries = 200)
  void noRequestThatIsSmallEnoughExceedsTheLimitOfTheOverrides(
      @ForAll("documents") Object document) {
    Object request = filledUp(document);

    for (ObjectWriter inner : WRITERS) {
      for (ObjectWriter outer : WRITERS) {
        assertThat(write(outer, overrides(write(inner, request)))).hasSizeLessThanOrEqualTo(ECS);
      }
    }
  }

  /** Repeats a document in a list until one more would be too much. */
  private static Object filledUp(Object document) {
    int none = EscapedSize.of(List.of());
    int room = ReportRequest.MAX_CHARACTERS - none;
    int each = EscapedSize.of(List.of(document)) - none;
    return Collections.nCopies(Math.min(room / each, 2000), document);
  }

  private static Map<String, Object> overrides(String request) {
    return Map.of(
        "ContainerOverrides",
        List.of(
            Map.of(
                "Name",
                "worker",
                "Environment",
                Stream.of(
                        Map.entry("REPORT_REQUEST", request),
                        Map.entry("EXECUTION_NAME", "é".repeat(80)),
                        Map.entry("EXECUTION_STARTED_AT", "2026-11-27T22:00:00.000Z"),
                        Map.entry("TASK_NUMBER", "999.9999.9999"),
                        Map.entry("_X_AMZN_TRACE_ID", LONGEST_TRACE_HEADER))
                    .map(
                        variable -> Map.of("Name", variable.getKey(), "Value", variable.getValue()))
                    .toList())));
  }

  /** What the documentation of the API promises. */
  @Property(tries = 200)
  void aRequestOf1024BytesIsSmallEnough(@ForAll("withoutExponents") Object document) {
    int bytes = write(PLAIN.writer(), document).getBytes(StandardCharsets.UTF_8).length;

    assertThat(EscapedSize.of(document)).isLessThanOrEqualTo(7 * bytes);
    assertThat(7 * 1024).isLessThanOrEqualTo(ReportRequest.MAX_CHARACTERS);
  }

  @Example
  void aRequestOfLettersMayHaveAlmostAllOfTheRoom() {
    Map<String, Object> request = new LinkedHashMap<>(Map.of("ids", "a".repeat(7100)));

    assertThat(EscapedSize.of(request)).isLessThanOrEqualTo(ReportRequest.MAX_CHARACTERS);
  }

  @Provide
  Arbitrary<Object> documents() {
    return documents(
        Arbitraries.of(
            "0", "-1", "1.50", "1e99", "-1.5e-99", "123456789012345678901234567890", "0.1"));
  }

  @Provide
  Arbitrary<Object> withoutExponents() {
    return documents(Arbitraries.of("10", "-1.5", "1234567890.123"));
  }

  private static Arbitrary<Object> documents(Arbitrary<String> numbers) {
    Arbitrary<Object> leaves =
        Arbitraries.oneOf(
            Arbitraries.strings().all().ofMaxLength(20).map(Object.class::cast),
            Arbitraries.strings().ascii().ofMaxLength(20).map(Object.class::cast),
            numbers.map(EscapedSizeTest::read),
            Arbitraries.of(true, false).map(Object.class::cast));
    return nested(nested(leaves));
  }

  /** Values alone, in lists and in objects. */
  private static Arbitrary<Object> nested(Arbitrary<Object> values) {
    return Arbitraries.oneOf(
        values,
        values.list().ofMaxSize(3).map(Object.class::cast),
        Arbitraries.maps(Arbitraries.strings().all().ofMaxLength(5), values)
            .ofMaxSize(3)
            .map(Object.class::cast));
  }

  private static Object read(String number) {
    try {
      return READER.anyFrom(number);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String write(ObjectWriter writer, Object value) {
    try {
      return writer.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
