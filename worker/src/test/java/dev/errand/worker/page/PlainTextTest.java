package dev.errand.worker.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every byte, at every place of a word of eight bytes. */
class PlainTextTest {

  private static final int LENGTH = 17;

  @ParameterizedTest
  @ValueSource(chars = {',', ';', '|'})
  void endsAtAQuotationMarkBeforeAnyByteThatTheCsvWouldChange(char separator) {
    PlainText plain = new PlainText(separator);
    for (int at = 1; at < LENGTH; at++) {
      for (int b = 0; b < 256; b++) {
        byte[] in = new byte[LENGTH + Words.SIZE];
        Arrays.fill(in, 0, LENGTH, (byte) 'x');
        in[LENGTH - 1] = '"';
        in[at] = (byte) b;
        boolean isPlain = b >= ' ' && b < 128 && b != '\\' && b != separator && b != '"';
        int expected = b == '"' ? at : isPlain && at < LENGTH - 1 ? LENGTH - 1 : 0;

        assertThat(plain.end(in, 0)).as("byte %d at %d", b, at).isEqualTo(expected);
      }
    }
  }
}
