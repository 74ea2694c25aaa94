package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.awsjson.AwsError;
import dev.errand.local.awsjson.Input;
import dev.errand.local.awsjson.Page;
import dev.errand.states.value.Json;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The operations on the aliases of state machines. */
final class AliasOperations {

  private static final Pattern NAME = Pattern.compile("^(?=.*[a-zA-Z_\\-\\.])[a-zA-Z0-9_\\-\\.]+$");

  private static final int MAX_NAME = 80;
  private static final int MAX_DESCRIPTION = 256;

  private final StateMachines machines;
  private final StateMachineAliases aliases;

  AliasOperations(StateMachines machines, StateMachineAliases aliases) {
    this.machines = machines;
    this.aliases = aliases;
  }

  Map<String, Function<Input, ObjectNode>> byName() {
    return Map.of(
        "CreateStateMachineAlias", this::create,
        "UpdateStateMachineAlias", this::update,
        "DescribeStateMachineAlias", this::describe,
        "DeleteStateMachineAlias", this::delete,
        "ListStateMachineAliases", this::list);
  }

  private ObjectNode create(Input input) {
    String name = name(input);
    Optional<String> description = description(input);
    StateMachines.Target created =
        aliases.create(name, description, routing(input).orElseThrow(AliasOperations::noRouting));
    return ResponseBodies.listed(created.machine(), created.alias().orElseThrow());
  }

  private ObjectNode update(Input input) {
    String arn = input.required("stateMachineAliasArn");
    Optional<String> description = description(input);
    Optional<Routing> routing = routing(input);
    if (description.isEmpty() && routing.isEmpty()) {
      throw new AwsError(
          "ValidationException",
          "Either the description or the routingConfiguration must be specified");
    }
    return Json.object()
        .put(
            "updateDate",
            EpochSeconds.seconds(aliases.update(arn, description, routing).updated()));
  }

  private ObjectNode describe(Input input) {
    StateMachines.Target found = aliases.get(input.required("stateMachineAliasArn"));
    return ResponseBodies.alias(found.machine(), found.alias().orElseThrow());
  }

  private ObjectNode delete(Input input) {
    aliases.delete(input.required("stateMachineAliasArn"));
    return Json.object();
  }

  private ObjectNode list(Input input) {
    StateMachines.Target target = machines.target(input.required("stateMachineArn"));
    return Page.of(
            aliases.of(target),
            Alias::name,
            input.nextToken(1024),
            input.maxResults(StepFunctionsApi.PAGE, StepFunctionsApi.MAX_PAGE))
        .output("stateMachineAliases", alias -> ResponseBodies.listed(target.machine(), alias));
  }

  private static String name(Input input) {
    String name = input.required("name");
    if (name.length() > MAX_NAME) {
      throw tooLong(name, "name", MAX_NAME);
    }
    if (!NAME.matcher(name).matches()) {
      throw new AwsError(
          "ValidationException",
          "1 validation error detected: Value '%s' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: %s"
              .formatted(name, NAME));
    }
    return name;
  }

  private static Optional<String> description(Input input) {
    Optional<String> description = input.text("description");
    description
        .filter(text -> text.length() > MAX_DESCRIPTION)
        .ifPresent(
            text -> {
              throw tooLong(text, "description", MAX_DESCRIPTION);
            });
    return description;
  }

  private static AwsError tooLong(String value, String member, int maximum) {
    return new AwsError(
        "ValidationException",
        "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: Member must have length less than or equal to %d"
            .formatted(value, member, maximum));
  }

  private static Optional<Routing> routing(Input input) {
    JsonNode configuration = input.body().path("routingConfiguration");
    return configuration.isMissingNode() || configuration.isNull()
        ? Optional.empty()
        : Optional.of(Routing.read(configuration));
  }

  private static AwsError noRouting() {
    return new AwsError(
        "ValidationException",
        "1 validation error detected: Value null at 'routingConfiguration' failed to satisfy constraint: Member must not be null");
  }
}
