package dev.errand.local.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.awsjson.AwsError;
import dev.errand.local.awsjson.AwsJson;
import dev.errand.states.integration.ServiceIntegration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** {@code aws-sdk}: every operation of a service that the stage itself serves. */
public final class SdkCall implements StageIntegration {

  private static final String WITH_TOKEN = ".waitForTaskToken";

  /** A call may wait, as {@code sfn:startSyncExecution} does. */
  private static final Executor OWN_THREAD =
      call -> {
        Thread thread = new Thread(call, "aws-sdk-call");
        thread.setDaemon(true);
        thread.start();
      };

  private final SdkService service;
  private final AwsJson operations;

  /** Calls these operations. */
  public SdkCall(SdkService service, AwsJson operations) {
    this.service = service;
    this.operations = operations;
  }

  @Override
  public Map<String, ServiceIntegration> byResource() {
    return Map.of(service.prefix() + "*", this);
  }

  @Override
  public Optional<String> refusal(String resource) {
    return operations.operations().contains(operation(resource))
        ? Optional.empty()
        : Optional.of(
            "Available of %s are: %s"
                .formatted(service.prefix() + "*", new TreeSet<>(operations.operations())));
  }

  @Override
  public RunningCall start(Call call) {
    String operation = operation(call.resource());
    ObjectNode request = service.request(call.parameters());
    CompletableFuture<JsonNode> result =
        CompletableFuture.supplyAsync(() -> answer(operation, request), OWN_THREAD);
    return ServiceAnswer.to(result);
  }

  private JsonNode answer(String operation, ObjectNode request) {
    try {
      return service.result(operations.call(operation, request));
    } catch (AwsError refused) {
      throw service.error(refused);
    }
  }

  private String operation(String resource) {
    String name = resource.substring(service.prefix().length());
    return SdkService.capitalized(
        name.endsWith(WITH_TOKEN) ? name.substring(0, name.length() - WITH_TOKEN.length()) : name);
  }
}
