package dev.errand.local.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.value.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what invokes the functions: their {@code Events}. */
final class EventReader {

  /** API Gateway's limit for an HTTP API's integration. */
  private static final int MAX_TIMEOUT_MILLIS = 30_000;

  private static final Pattern RATE = Pattern.compile("rate\\((\\d{1,6}) (minute|hour|day)s?\\)");

  private final ApiReader api;
  private final StackSettings settings;
  private final List<RouteSpec> routes = new ArrayList<>();
  private final List<RuleSpec> rules = new ArrayList<>();
  private final List<ScheduleSpec> schedules = new ArrayList<>();

  EventReader(Resources resources, StackSettings settings) {
    this.api = new ApiReader(resources.ofType(ResourceTypes.HTTP_API));
    this.settings = settings;
  }

  List<RouteSpec> routes() {
    return List.copyOf(routes);
  }

  List<RuleSpec> rules() {
    return List.copyOf(rules);
  }

  List<ScheduleSpec> schedules() {
    return List.copyOf(schedules);
  }

  void read(Resource function) {
    Optional<Section> events = function.properties().optionalSection("Events");
    if (events.isEmpty()) {
      return;
    }
    for (String name : events.get().names()) {
      Section event = events.get().section(name).only(Set.of("Type", "Properties"));
      String id = function.logicalId() + name;
      Section properties =
          event.optionalSection("Properties").orElseGet(() -> event.empty("Properties"));
      switch (event.text("Type")) {
        case "HttpApi" -> routes.add(route(function, properties));
        case "EventBridgeRule", "CloudWatchEvent" -> rules.add(rule(id, function, properties));
        case "Schedule" -> schedule(id, function, properties, "aws.events");
        case "ScheduleV2" -> schedule(id, function, properties, "aws.scheduler");
        default ->
            throw event.refusal(
                "Type", "is " + event.text("Type") + ", which the stage does not know");
      }
    }
  }

  private RouteSpec route(Resource function, Section properties) {
    properties.only(
        Set.of("ApiId", "Auth", "Method", "Path", "PayloadFormatVersion", "TimeoutInMillis"));
    if (!properties.optionalText("PayloadFormatVersion").orElse("2.0").equals("2.0")) {
      throw properties.refusal("PayloadFormatVersion", "must be 2.0");
    }
    String method = properties.optionalText("Method").orElse("ANY").toUpperCase(Locale.ROOT);
    RouteSpec open =
        new RouteSpec(
            method.equals("X-AMAZON-APIGATEWAY-ANY-METHOD") ? "ANY" : method,
            properties.optionalText("Path").orElse("$default"),
            function.logicalId(),
            Duration.ofMillis(
                properties.optionalInt("TimeoutInMillis").orElse(MAX_TIMEOUT_MILLIS)));
    return open.with(api.access(properties), api.throttling(open.key()));
  }

  private static RuleSpec rule(String id, Resource function, Section properties) {
    properties.only(
        Set.of("EventBusName", "Pattern", "RuleName", "RetryPolicy", "DeadLetterConfig"));
    if (!properties.optionalText("EventBusName").orElse("default").equals("default")) {
      throw properties.refusal("EventBusName", "must be default");
    }
    properties.section("Pattern");
    checkDelivery(properties);
    return new RuleSpec(id, properties.json("Pattern").orElseThrow(), function.logicalId());
  }

  private void schedule(String id, Resource function, Section properties, String source) {
    String expression = source.equals("aws.events") ? "Schedule" : "ScheduleExpression";
    properties.only(
        Set.of(
            expression,
            "Enabled",
            "State",
            "Name",
            "Description",
            "Input",
            "RetryPolicy",
            "DeadLetterConfig",
            "FlexibleTimeWindow",
            "PermissionsBoundary"));
    Matcher rate = RATE.matcher(properties.text(expression));
    if (!rate.matches()) {
      throw properties.refusal(
          expression, "must be rate(N minutes), rate(N hours) or rate(N days)");
    }
    boolean enabled =
        !properties.optionalText("State").orElse("ENABLED").equals("DISABLED")
            && properties.optionalBoolean("Enabled").orElse(true);
    checkDelivery(properties);
    if (enabled) {
      schedules.add(
          new ScheduleSpec(
              id,
              settings.arn("events", "rule/" + settings.stackName() + "-" + id),
              source,
              duration(Integer.parseInt(rate.group(1)), rate.group(2)),
              function.logicalId(),
              properties.optionalText("Input").map(text -> json(properties, text))));
    }
  }

  private static JsonNode json(Section properties, String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw properties.refusal("Input", "must be JSON");
    }
  }

  private static Duration duration(int count, String unit) {
    return switch (unit) {
      case "minute" -> Duration.ofMinutes(count);
      case "hour" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  /**
   * Checks how events that a target does not accept are handled. Nothing is done with it: a
   * function on the stage accepts every event.
   */
  private static void checkDelivery(Section properties) {
    properties
        .optionalSection("RetryPolicy")
        .ifPresent(
            policy -> {
              policy.only(Set.of("MaximumEventAgeInSeconds", "MaximumRetryAttempts"));
              checkRange(policy, "MaximumEventAgeInSeconds", 60, 86_400);
              checkRange(policy, "MaximumRetryAttempts", 0, 185);
            });
    properties
        .optionalSection("DeadLetterConfig")
        .ifPresent(config -> config.only(Set.of("Arn")).text("Arn"));
  }

  private static void checkRange(Section section, String property, int minimum, int maximum) {
    section
        .optionalInt(property)
        .filter(value -> value < minimum || value > maximum)
        .ifPresent(
            value -> {
              throw section.refusal(property, "must be from %d to %d".formatted(minimum, maximum));
            });
  }
}
