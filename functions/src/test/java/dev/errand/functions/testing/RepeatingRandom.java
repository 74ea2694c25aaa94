package dev.errand.functions.testing;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.SecureRandomSpi;

/**
 * Random bytes as two environments of one snapshot have them: the same in both until the restore,
 * and the machine's own from then on, as Lambda reseeds the JDK's generators. Source: AWS Lambda
 * Developer Guide, "Handling uniqueness with Lambda SnapStart".
 */
public final class RepeatingRandom extends Provider {

  /** Names the file that is there as soon as the function has been restored. */
  static final String RESTORED = "errand.restored";

  private static final long serialVersionUID = 1;

  public RepeatingRandom() {
    super("RepeatingRandom", "1", "repeats itself before a restore");
    put("SecureRandom.Repeating", Bytes.class.getName());
  }

  /** The generator. */
  public static final class Bytes extends SecureRandomSpi {

    private static final long serialVersionUID = 1;
    private static final Path FILE = Path.of(System.getProperty(RESTORED));

    private byte next;

    @Override
    protected void engineSetSeed(byte[] seed) {
      // it would be the same in both
    }

    @Override
    protected void engineNextBytes(byte[] bytes) {
      if (Files.exists(FILE)) {
        fill(bytes);
        return;
      }
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = next++;
      }
    }

    private static void fill(byte[] bytes) {
      try (InputStream random = new FileInputStream("/dev/urandom")) {
        random.readNBytes(bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    protected byte[] engineGenerateSeed(int length) {
      byte[] seed = new byte[length];
      engineNextBytes(seed);
      return seed;
    }
  }
}
