package dev.errand.local.awsjson;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import dev.errand.states.value.Json;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the calls of one service in CBOR: the path names the operation, the body is its input.
 *
 * @see <a href="https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html">Smithy RPC v2
 *     CBOR</a>
 */
public final class AwsCbor implements Handler {

  private static final Logger LOG = LoggerFactory.getLogger(AwsCbor.class);
  private static final Pattern PATH = Pattern.compile("/service/[^/]+/operation/([^/]+)");

  private final Map<String, Function<Input, ObjectNode>> operations;
  private final CBORMapper cbor = new CBORMapper();

  /**
   * @param operations by name
   */
  public AwsCbor(Map<String, Function<Input, ObjectNode>> operations) {
    this.operations = Map.copyOf(operations);
  }

  @Override
  public void handle(Context http) throws IOException {
    http.header("smithy-protocol", "rpc-v2-cbor").contentType("application/cbor");
    try {
      http.result(cbor.writeValueAsBytes(operation(http).apply(input(http))));
    } catch (AwsError refused) {
      http.status(400).result(error(refused.type(), refused.getMessage()));
    } catch (RuntimeException broken) {
      LOG.error("{} failed", http.path(), broken);
      http.status(500).result(error("InternalFailure", "The local stage failed; see its log."));
    }
  }

  private Function<Input, ObjectNode> operation(Context http) {
    Matcher path = PATH.matcher(http.path());
    if (!path.matches() || !operations.containsKey(path.group(1))) {
      throw new AwsError(
          "UnknownOperationException",
          "The local stage does not offer %s. It offers %s."
              .formatted(http.path(), operations.keySet().stream().sorted().toList()));
    }
    return operations.get(path.group(1));
  }

  private Input input(Context http) {
    try {
      byte[] body = http.bodyAsBytes();
      JsonNode input = body.length == 0 ? Json.object() : cbor.readTree(body);
      if (input instanceof ObjectNode object) {
        return new Input(object);
      }
    } catch (IOException notCbor) {
      throw new AwsError("SerializationException", "The body is not CBOR.");
    }
    throw new AwsError("SerializationException", "The body is not a map.");
  }

  private byte[] error(String type, String message) throws IOException {
    return cbor.writeValueAsBytes(Json.object().put("__type", type).put("message", message));
  }
}
