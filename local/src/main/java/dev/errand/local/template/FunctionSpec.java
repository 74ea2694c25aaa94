package dev.errand.local.template;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A Lambda function.
 *
 * @param name its physical name
 * @param arn unqualified
 * @param code the zip
 * @param memoryMegabytes as set in the template; Lambda's default is 128
 * @param timeout after which an invocation is killed; Lambda's default is 3 seconds
 * @param environment as set in the template
 * @param logFormat {@code Text} or {@code JSON}
 * @param reservedConcurrency at most this many at once
 * @param snapStart whether it starts from a snapshot of a published version
 * @param alias what its events go to, if they do not go to {@code $LATEST}
 * @param traced whether it sends traces to X-Ray
 * @param asynchronous how events that it fails on are handled
 */
public record FunctionSpec(
    String logicalId,
    String name,
    String arn,
    String handler,
    Path code,
    int memoryMegabytes,
    Duration timeout,
    Map<String, String> environment,
    String logFormat,
    OptionalInt reservedConcurrency,
    boolean snapStart,
    Optional<String> alias,
    boolean traced,
    AsynchronousSpec asynchronous) {

  /** The ARN that events invoke. */
  public String invokedArn() {
    return alias.map(name -> arn + ":" + name).orElse(arn);
  }

  /** Without the environment's values. */
  @Override
  public String toString() {
    return "FunctionSpec[" + logicalId + ", " + handler + "]";
  }
}
