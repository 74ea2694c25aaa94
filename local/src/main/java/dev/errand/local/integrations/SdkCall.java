package dev.errand.local.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.awsjson.AwsError;
import dev.errand.local.awsjson.AwsJson;
import dev.errand.states.integration.ServiceIntegration;
import java.util.Map;
import java.util.Optional;

/** {@code aws-sdk}: every operation of a service that the stage itself serves. */
public final class SdkCall implements StageIntegration {

  private static final String WITH_TOKEN = ".waitForTaskToken";

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
            "Available are: "
                + operations.operations().stream()
                    .sorted()
                    .map(name -> service.prefix() + SdkService.decapitalized(name))
                    .toList());
  }

  @Override
  public RunningCall start(Call call) {
    String operation = operation(call.resource());
    ObjectNode request = service.request(call.parameters());
    return ServiceAnswer.later(() -> answer(operation, request));
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
