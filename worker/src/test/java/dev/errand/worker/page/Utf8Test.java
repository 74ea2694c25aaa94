package dev.errand.worker.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class Utf8Test {

  @Property(tries = 20_000)
  void acceptsTheSameBytesAsTheDecoderOfTheJdk(@ForAll("nearlyUtf8") byte[] bytes) {
    assertThat(Utf8.isValid(bytes, 0, bytes.length)).isEqualTo(decodes(bytes, 0, bytes.length));
  }

  @Property
  void acceptsAStringOnlyUpToACharacterBoundary(@ForAll String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

    for (int end = 0; end <= bytes.length; end++) {
      assertThat(Utf8.isValid(bytes, 0, end)).isEqualTo(decodes(bytes, 0, end));
    }
  }

  /** Bytes at the boundaries of the table of well-formed sequences, more often than others. */
  @Provide
  Arbitrary<byte[]> nearlyUtf8() {
    Arbitrary<Byte> edges =
        Arbitraries.of(
                0x61, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1,
                0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF)
            .map(Number::byteValue);
    return edges.array(byte[].class).ofMaxSize(6);
  }

  private static boolean decodes(byte[] bytes, int from, int to) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
