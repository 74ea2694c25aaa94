package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.local.awsjson.AwsError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * The routing configuration of an alias as a caller gives it: one or two versions of one state
 * machine, of 100 percent together.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_RoutingConfigurationListItem.html">
 *     RoutingConfigurationListItem</a>
 */
record Routing(List<Item> items) {

  private static final int MAX_VERSIONS = 2;
  private static final int ALL = 100;

  /** One of them. */
  record Item(String versionArn, int weight) {

    String stateMachineArn() {
      return versionArn.substring(0, versionArn.lastIndexOf(':'));
    }

    boolean isOfVersion() {
      return versionArn.matches(".+:stateMachine:[^:]+:\\d{1,9}");
    }

    int version() {
      return Integer.parseInt(versionArn.substring(versionArn.lastIndexOf(':') + 1));
    }
  }

  /**
   * Reads the member {@code routingConfiguration}.
   *
   * @throws AwsError {@code ValidationException}, {@code InvalidArn}
   */
  static Routing read(JsonNode configuration) {
    if (configuration.isEmpty() || configuration.size() > MAX_VERSIONS) {
      throw invalid(
          "1 validation error detected: Value '%s' at 'routingConfiguration' failed to satisfy constraint: Member must have length %s"
              .formatted(
                  configuration,
                  configuration.isEmpty()
                      ? "greater than or equal to 1"
                      : "less than or equal to " + MAX_VERSIONS));
    }
    List<Item> items = new ArrayList<>();
    configuration.forEach(item -> items.add(item(item, items.size() + 1)));
    Routing routing = new Routing(List.copyOf(items));
    routing.check();
    return routing;
  }

  private static Item item(JsonNode item, int position) {
    JsonNode weight = item.path("weight");
    for (String member : List.of("stateMachineVersionArn", "weight")) {
      if (!item.hasNonNull(member)) {
        throw invalid(
            "1 validation error detected: Value null at 'routingConfiguration.%d.member.%s' failed to satisfy constraint: Member must not be null"
                .formatted(position, member));
      }
    }
    if (!weight.canConvertToInt() || weight.intValue() < 0 || weight.intValue() > ALL) {
      throw invalid(
          "1 validation error detected: Value '%s' at 'routingConfiguration.%d.member.weight' failed to satisfy constraint: Member must have value %s"
              .formatted(
                  weight.asText(),
                  position,
                  weight.asInt() < 0
                      ? "greater than or equal to 0"
                      : "less than or equal to " + ALL));
    }
    return new Item(item.path("stateMachineVersionArn").asText(), weight.intValue());
  }

  private void check() {
    List<String> arns = items.stream().map(Item::versionArn).toList();
    arns.forEach(arn -> Arns.check(arn, "stateMachine"));
    if (new HashSet<>(arns).size() < arns.size()) {
      throw invalid(
          "Routing configuration must contain distinct state machine version ARNs. Received: "
              + arns);
    }
    List<Integer> weights = items.stream().map(Item::weight).toList();
    if (weights.stream().mapToInt(Integer::intValue).sum() != ALL) {
      throw invalid("Sum of routing configuration weights must equal 100. Received: " + weights);
    }
    if (!items.stream().allMatch(Item::isOfVersion)) {
      throw invalid(
          "Routing configuration must contain state machine version ARNs. Received: " + arns);
    }
    if (items.stream().map(Item::stateMachineArn).distinct().count() > 1) {
      throw invalid(
          "Routing configuration must contain versions of one state machine. Received: " + arns);
    }
  }

  String stateMachineArn() {
    return items.get(0).stateMachineArn();
  }

  /**
   * Its routes for a state machine.
   *
   * @throws AwsError {@code ValidationException} if they lead to another state machine, {@code
   *     ResourceNotFound} if there is no such version
   */
  List<Alias.Route> routes(StateMachine machine) {
    if (!stateMachineArn().equals(machine.arn())) {
      throw invalid("Routing configuration must contain versions of " + machine.arn());
    }
    return items.stream().map(item -> route(machine, item)).toList();
  }

  private static Alias.Route route(StateMachine machine, Item item) {
    if (machine.version(item.version()).isEmpty()) {
      throw StateMachineAliases.notFound();
    }
    return new Alias.Route(item.version(), item.weight());
  }

  private static AwsError invalid(String message) {
    return new AwsError("ValidationException", message);
  }
}
