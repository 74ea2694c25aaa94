package dev.errand.typecompiler;

import java.io.IOException;
import java.nio.file.Path;

/** The build's call: checks and writes the report types. */
public final class Main {

  private Main() {}

  /**
   * Compiles.
   *
   * @param arguments the folder of the types, and the folder of the classes to write into
   */
  public static void main(String[] arguments) throws IOException {
    new TypeCompiler(Path.of(arguments[0])).compile(Path.of(arguments[1]));
  }
}
