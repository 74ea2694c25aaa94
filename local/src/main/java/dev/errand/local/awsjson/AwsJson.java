package dev.errand.local.awsjson;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.value.Json;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the calls of one service: the header {@code X-Amz-Target} names the operation, the body
 * is its input.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html">AWS JSON 1.0</a>
 */
public final class AwsJson implements Handler {

  private static final Logger LOG = LoggerFactory.getLogger(AwsJson.class);

  private final String targetPrefix;
  private final String contentType;
  private final Map<String, Function<Input, ObjectNode>> operations;

  /**
   * A service.
   *
   * @param service the part before the dot of {@code X-Amz-Target}
   * @param version {@code 1.0} or {@code 1.1}
   * @param operations by name
   */
  public AwsJson(
      String service, String version, Map<String, Function<Input, ObjectNode>> operations) {
    this.targetPrefix = service + ".";
    this.contentType = "application/x-amz-json-" + version;
    this.operations = Map.copyOf(operations);
  }

  @Override
  public void handle(Context http) {
    http.header("x-amzn-RequestId", UUID.randomUUID().toString());
    http.contentType(contentType);
    try {
      http.result(utf8(operation(http).apply(input(http))));
    } catch (AwsError refused) {
      http.status(400).result(error(refused.type(), refused.getMessage()));
    } catch (RuntimeException broken) {
      LOG.error("{} failed", http.header("X-Amz-Target"), broken);
      http.status(500).result(error("InternalFailure", "The local stage failed; see its log."));
    }
  }

  /** The names of the operations. */
  public Set<String> operations() {
    return operations.keySet();
  }

  /**
   * Answers a call that comes from this process.
   *
   * @param operation one of {@link #operations}
   * @throws AwsError if the service refuses it
   */
  public ObjectNode call(String operation, ObjectNode input) {
    return operations.get(operation).apply(new Input(input));
  }

  private Function<Input, ObjectNode> operation(Context http) {
    String target = String.valueOf(http.header("X-Amz-Target"));
    Function<Input, ObjectNode> operation =
        target.startsWith(targetPrefix)
            ? operations.get(target.substring(targetPrefix.length()))
            : null;
    if (operation == null) {
      throw new AwsError(
          "UnknownOperationException",
          "The local stage does not offer %s. It offers %s."
              .formatted(target, operations.keySet().stream().sorted().toList()));
    }
    return operation;
  }

  private static Input input(Context http) {
    try {
      if (Json.read(http.body()) instanceof ObjectNode body) {
        return new Input(body, Optional.ofNullable(http.header("X-Amzn-Trace-Id")));
      }
    } catch (JsonProcessingException notJson) {
      throw new AwsError("SerializationException", "The body is not JSON.");
    }
    throw new AwsError("SerializationException", "The body is not a JSON object.");
  }

  private static byte[] error(String type, String message) {
    return utf8(Json.object().put("__type", type).put("message", message));
  }

  /** Without this, the server encodes a text of this content type in Latin-1. */
  private static byte[] utf8(ObjectNode body) {
    return Json.write(body).getBytes(StandardCharsets.UTF_8);
  }
}
