package dev.errand.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives one running stage to every test class that asks for it, and ends it after the last.
 *
 * @see OnSharedStage
 */
final class SharedStage implements ParameterResolver {

  /** Rows for each client in the stage's records API. */
  static final int RECORDS = 2000;

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == StageProcess.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.GLOBAL)
        .getOrComputeIfAbsent(Running.class, key -> new Running(), Running.class)
        .stage;
  }

  private static final class Running implements AutoCloseable {

    private final StageProcess stage = StageProcess.up(data(), RECORDS);

    @Override
    public void close() {
      stage.close();
    }

    private static Path data() {
      try {
        Path folder = Path.of("target/stages").toAbsolutePath();
        return Files.createTempDirectory(Files.createDirectories(folder), "shared-")
            .resolve("data");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
