package dev.errand.functions.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errand.local.Account;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code sam local invoke} gives to a function: the variables that the template declares for
 * it, and no others, with the values of {@code events/env.json} where that has some.
 *
 * @param dynamoDb where it answers, as the others
 * @param table the name of the status table
 */
public record SamLocal(
    URI dynamoDb,
    URI stepFunctions,
    URI s3,
    URI ecs,
    URI eventBridge,
    URI secretsManager,
    URI deadLetters,
    URI logs,
    String table) {

  public static final Account ACCOUNT =
      new Account("123456789012", "us-east-1", "errand", "errandsecret");

  /** The ARN of the secret whose text is the key of webhooks. */
  public static final String WEBHOOK_KEY =
      "arn:aws:secretsmanager:us-east-1:123456789012:secret:errand-WebhookKey-000000";

  private static final JsonNode TEMPLATE = read("deploy/cloudformation.json");
  private static final JsonNode OVERRIDES = read("events/env.json").path("Parameters");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$(\\w+)");

  /** The logical ids of all functions. */
  public static Set<String> functions() {
    Set<String> functions = new TreeSet<>();
    TEMPLATE
        .path("Resources")
        .properties()
        .forEach(
            resource -> {
              if (resource.getValue().path("Type").asText().equals("AWS::Lambda::Function")) {
                functions.add(resource.getKey());
              }
            });
    return functions;
  }

  /** As the template has it. */
  public static String handler(String function) {
    return function(function).path("Handler").asText();
  }

  /** The names of the variables that the template declares. */
  public static Set<String> declared(String function) {
    return names(function(function).at("/Environment/Variables"));
  }

  /** The names of the variables that {@code events/env.json} has values for. */
  public static Set<String> overridden() {
    return names(OVERRIDES);
  }

  /**
   * The whole environment.
   *
   * @throws IllegalStateException if a variable names a resource and {@code env.json} does not
   */
  public Map<String, String> environment(String function) {
    Map<String, String> stage = stage();
    Map<String, String> environment = new TreeMap<>();
    function(function)
        .at("/Environment/Variables")
        .properties()
        .forEach(
            variable -> {
              String name = variable.getKey();
              environment.put(
                  name,
                  OVERRIDES.has(name)
                      ? PLACEHOLDER
                          .matcher(OVERRIDES.path(name).asText())
                          .replaceAll(place -> filled(place, stage))
                      : value(name, variable.getValue()));
            });
    return environment;
  }

  /** The fields of {@code stage.json} that fill the places in {@code env.json}. */
  private Map<String, String> stage() {
    return Map.ofEntries(
        Map.entry("region", ACCOUNT.region()),
        Map.entry("account", ACCOUNT.id()),
        Map.entry("access_key_id", ACCOUNT.accessKeyId()),
        Map.entry("secret_access_key", ACCOUNT.secretAccessKey()),
        Map.entry("dynamodb", dynamoDb.toString()),
        Map.entry("stepfunctions", stepFunctions.toString()),
        Map.entry("s3", s3.toString()),
        Map.entry("ecs", ecs.toString()),
        Map.entry("eventbridge", eventBridge.toString()),
        Map.entry("secretsmanager", secretsManager.toString()),
        Map.entry("sqs", deadLetters.toString()),
        Map.entry("lambda", deadLetters.toString()),
        Map.entry("logs", logs.toString()),
        Map.entry("worker_log_group", LocalLogs.GROUP),
        Map.entry("dead_letters", LocalDeadLetters.queue(deadLetters)),
        Map.entry("webhook_key", WEBHOOK_KEY),
        Map.entry("table", table),
        Map.entry("bucket", "errand"),
        Map.entry("cluster", "errand"),
        Map.entry(
            "state_machine_arn", "arn:aws:states:us-east-1:123456789012:stateMachine:report"));
  }

  private static String filled(MatchResult place, Map<String, String> stage) {
    String value = stage.get(place.group(1));
    if (value == null) {
      throw new IllegalStateException("stage.json has no " + place.group(1));
    }
    return Matcher.quoteReplacement(value);
  }

  private static String value(String name, JsonNode declared) {
    if (declared.isTextual()) {
      return declared.asText();
    }
    String referred = declared.path("Ref").asText();
    if (referred.equals("AWS::StackName")) {
      return "local";
    }
    JsonNode parameter = TEMPLATE.path("Parameters").path(referred).path("Default");
    if (parameter.isMissingNode()) {
      throw new IllegalStateException("events/env.json has no " + name);
    }
    return parameter.asText();
  }

  private static JsonNode function(String logicalId) {
    return TEMPLATE.path("Resources").path(logicalId).path("Properties");
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode read(String file) {
    try {
      return new ObjectMapper().readTree(TestTable.CHECKOUT.root().resolve(file).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
