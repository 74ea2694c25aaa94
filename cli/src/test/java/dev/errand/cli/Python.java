package dev.errand.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;

/** The Python of this machine. */
final class Python {

  private Python() {}

  /** Skips the test that calls it where there is no Python 3 with boto3. */
  static void assumeBoto3() throws InterruptedException {
    assumeTrue(hasBoto3(), "skipped: python3 with boto3 is missing");
  }

  private static boolean hasBoto3() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "-c", "import boto3").start().waitFor() == 0;
    } catch (IOException none) {
      return false;
    }
  }
}
