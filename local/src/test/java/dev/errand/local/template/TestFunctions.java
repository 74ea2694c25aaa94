package dev.errand.local.template;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Functions for tests that do not run them. */
public final class TestFunctions {

  private TestFunctions() {}

  /** A function with the defaults of Lambda. */
  public static FunctionSpec function(String logicalId, String name, String arn) {
    return function(
        logicalId,
        name,
        arn,
        Optional.empty(),
        new AsynchronousSpec(2, Duration.ofHours(6), Optional.empty()));
  }

  /** A function with an alias and with its own handling of asynchronous events. */
  public static FunctionSpec function(
      String logicalId,
      String name,
      String arn,
      Optional<String> alias,
      AsynchronousSpec asynchronous) {
    return new FunctionSpec(
        logicalId,
        name,
        arn,
        "Handler",
        Path.of("function.zip"),
        128,
        Duration.ofSeconds(3),
        Map.of(),
        "JSON",
        OptionalInt.empty(),
        false,
        alias,
        false,
        asynchronous);
  }
}
