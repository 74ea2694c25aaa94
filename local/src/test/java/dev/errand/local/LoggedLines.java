package dev.errand.local;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What is logged while something runs. */
public final class LoggedLines {

  private LoggedLines() {}

  /** Something that may fail. */
  @FunctionalInterface
  public interface Work {

    /** Does it. */
    void run() throws Exception;
  }

  /** The lines that all threads log while this runs. */
  public static List<String> during(Work work) throws Exception {
    PrintStream console = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      work.run();
    } finally {
      System.setErr(console);
    }
    return log.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
