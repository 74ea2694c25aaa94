package dev.errand.local.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.integration.ServiceIntegration;
import dev.errand.states.value.StatesError;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * {@code aws-sdk:s3}: the operations on objects, by the AWS SDK. Distributed Map states read their
 * items and write their results by it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html">
 *     AWS SDK service integrations</a>
 */
public final class S3Call implements StageIntegration {

  private static final String PREFIX = "arn:aws:states:::aws-sdk:s3:";

  private final Supplier<S3Client> made;
  private S3Client client;

  /** Calls S3 by this client, which is made with the first call. */
  public S3Call(Supplier<S3Client> made) {
    this.made = made;
  }

  @Override
  public Map<String, ServiceIntegration> byResource() {
    return Map.of(PREFIX + "*", this);
  }

  @Override
  public Optional<String> refusal(String resource) {
    return S3Operation.ALL.containsKey(operation(resource))
        ? Optional.empty()
        : Optional.of(
            "Available are: "
                + S3Operation.ALL.keySet().stream().sorted().map(PREFIX::concat).toList());
  }

  private static String operation(String resource) {
    return resource.substring(PREFIX.length());
  }

  @Override
  public RunningCall start(Call call) {
    S3Operation operation = S3Operation.ALL.get(operation(call.resource()));
    if (!(call.parameters() instanceof ObjectNode parameters)) {
      throw StatesError.runtime("The parameters of a call have to be a JSON object.");
    }
    return ServiceAnswer.later(() -> answer(operation, parameters));
  }

  private JsonNode answer(S3Operation operation, ObjectNode parameters) {
    try {
      return operation.call(client(), parameters);
    } catch (S3Exception refused) {
      throw new StatesError("S3." + refused.getClass().getSimpleName(), refused.getMessage());
    } catch (SdkClientException | UncheckedIOException failed) {
      throw new StatesError("S3.SdkClientException", failed.getMessage());
    }
  }

  private synchronized S3Client client() {
    if (client == null) {
      client = made.get();
    }
    return client;
  }
}
