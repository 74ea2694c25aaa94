package dev.errand.local.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Starts child processes, one after the other on many threads, until it is killed. */
final class Starter {

  private static final int THREADS = 24;

  /** Adds a line to the file, and stays with the file's name in its command line. */
  private static final String CHILD = "echo >> \"$0\"; touch \"$0.$$\"; exec tail -f \"$0.$$\"";

  private Starter() {}

  /**
   * Starts them.
   *
   * @param arguments the folder to work in, and a text in the command line of every child
   */
  public static void main(String... arguments) {
    Path folder = Path.of(arguments[0]);
    for (int thread = 0; thread < THREADS; thread++) {
      String name = "child-" + thread + "-";
      new Thread(() -> startAll(folder, name, arguments[1])).start();
    }
  }

  private static void startAll(Path folder, String name, String mark) {
    for (int number = 0; ; number++) {
      ChildProcess.start(
          folder.resolve("processes"),
          new Program(
              name + number,
              List.of("/bin/sh", "-c", CHILD, folder + "/" + mark),
              Map.of(),
              folder,
              folder.resolve("log")));
    }
  }
}
