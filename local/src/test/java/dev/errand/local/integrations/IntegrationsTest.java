package dev.errand.local.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.dynamodb.DynamoDb;
import dev.errand.dynamodb.http.DynamoDbServer;
import dev.errand.local.Account;
import dev.errand.local.awsjson.AwsJson;
import dev.errand.local.events.DeadLetter;
import dev.errand.local.events.DeadLetterQueues;
import dev.errand.local.events.PutEvents;
import dev.errand.local.events.SqsApi;
import dev.errand.local.lambda.FunctionInvoker;
import dev.errand.local.lambda.Invocation;
import dev.errand.local.template.FunctionSpec;
import dev.errand.local.template.TestFunctions;
import dev.errand.states.InMemoryStateMachine;
import dev.errand.states.integration.ServiceIntegration;
import dev.errand.states.integration.ServiceIntegrations;
import dev.errand.states.value.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Task states call, in a definition. */
class IntegrationsTest {

  private static final Account ACCOUNT = new Account("123456789012", "eu-central-1", "id", "key");

  private Invocation answer = new Invocation.Success("{\"ok\": true}");
  private final List<String> events = new ArrayList<>();

  @TempDir Path folder;

  @Test
  void invokesAFunctionByItsNameAndByItsArn() {
    assertThat(
            run(
                "'Resource': 'arn:aws:states:::lambda:invoke', 'Parameters': {'FunctionName': 'paint', 'Payload.$': '$'}, 'OutputPath': '$.Payload'",
                "{\"a\": 1}"))
        .isEqualTo("{\"ok\":true}");
    assertThat(run("'Resource': '" + function() + "'", "{\"a\": 2}")).isEqualTo("{\"ok\":true}");
    assertThat(events).containsExactly("{\"a\":1}", "{\"a\":2}");
  }

  @Test
  void failsByTheNameOfTheFunctionsError() {
    answer = new Invocation.FunctionError("java.lang.IllegalStateException", "broken");

    assertThat(error("'Resource': '" + function() + "'"))
        .isEqualTo(
            "java.lang.IllegalStateException {\"errorMessage\":\"broken\",\"errorType\":\"java.lang.IllegalStateException\"}");
    answer = new Invocation.TimedOut(Duration.ofSeconds(3));
    assertThat(error("'Resource': '" + function() + "'"))
        .startsWith("Sandbox.Timedout")
        .contains("Task timed out after 3.00 seconds");
    answer = new Invocation.Throttled();
    assertThat(error("'Resource': '" + function() + "'"))
        .startsWith("Lambda.TooManyRequestsException");
  }

  @Test
  void givesTheSdkAPayloadAsATextAndAnErrorOfTheFunctionAsAnAnswer() {
    String invoke =
        "'Resource': 'arn:aws:states:::aws-sdk:lambda:invoke', 'Parameters': {'FunctionName': 'paint', 'Payload': {'a': 1}}";

    assertThat(run(invoke, "{}"))
        .isEqualTo(
            "{\"ExecutedVersion\":\"$LATEST\",\"StatusCode\":200,\"Payload\":\"{\\\"ok\\\": true}\"}");
    answer = new Invocation.FunctionError("Broken", "by test");
    assertThat(run(invoke, "{}")).contains("\"FunctionError\":\"Unhandled\"", "by test");
    answer = new Invocation.Throttled();
    assertThat(error(invoke)).startsWith("Lambda.TooManyRequestsException");
  }

  @Test
  void saysThatAFunctionIsNotThere() {
    assertThat(
            error(
                "'Resource': 'arn:aws:states:::lambda:invoke', 'Parameters': {'FunctionName': 'none'}"))
        .startsWith("Lambda.ResourceNotFoundException");
  }

  @Test
  void putsEventsWithTheDetailAsJson() {
    List<ObjectNode> put = new ArrayList<>();
    Map<String, ServiceIntegration> integrations =
        new PutEventsCall(
                new PutEvents(
                    put::add,
                    ACCOUNT,
                    InstantSource.fixed(Instant.parse("2026-01-31T08:00:00.5Z"))))
            .byResource();

    String output =
        run(
            "'Resource': 'arn:aws:states:::events:putEvents', 'Parameters': {'Entries': [{'Source': 's', 'DetailType': 't', 'Detail': {'a.$': '$.a'}}]}, 'OutputPath': '$.FailedEntryCount'",
            "{\"a\": 1}",
            integrations);

    assertThat(output).isEqualTo("0");
    assertThat(put.get(0).path("detail")).hasToString("{\"a\":1}");
    assertThat(put.get(0).path("time").asText()).isEqualTo("2026-01-31T08:00:00Z");
    assertThat(put.get(0).path("source").asText()).isEqualTo("s");
  }

  /** As AWS answered. */
  @Test
  void failsWithWhatCameOfEachEventIfOneIsNone() {
    List<ObjectNode> put = new ArrayList<>();
    Map<String, ServiceIntegration> integrations =
        new PutEventsCall(new PutEvents(put::add, ACCOUNT, Instant::now)).byResource();
    String resource =
        "'Resource': 'arn:aws:states:::events:putEvents', 'Parameters': {'Entries': [";
    String good = "{'Source': 's', 'DetailType': 't', 'Detail': {}}";

    assertThat(error(resource + good + ", {'DetailType': 't', 'Detail': {}}]}", integrations))
        .startsWith("EventBridge.FailedEntry {\"Entries\":[{\"EventId\":\"")
        .endsWith(
            "{\"ErrorCode\":\"InvalidArgument\",\"ErrorMessage\":\"Parameter Source is not valid. Reason: Source is a required argument.\"}],\"FailedEntryCount\":1}");
    assertThat(put).hasSize(1);
    assertThat(error(resource + good.replace("{}", "'no object'") + "]}", integrations))
        .isEqualTo(
            "EventBridge.FailedEntry {\"Entries\":[{\"ErrorCode\":\"MalformedDetail\",\"ErrorMessage\":\"Detail is malformed.\"}],\"FailedEntryCount\":1}");
  }

  @Test
  void sendsAMessageToAQueueOfTheTemplate() {
    DeadLetterQueues queues = new DeadLetterQueues(folder);
    SqsApi sqs = new SqsApi(Set.of("letters"), queues, Clock.systemUTC());
    String send =
        "'Resource': 'arn:aws:states:::sqs:sendMessage', 'Parameters': {'QueueUrl': 'https://sqs.eu-central-1.amazonaws.com/123456789012/%s', 'MessageBody': {'a.$': '$.a'}}, 'OutputPath': '$.MD5OfMessageBody'";

    String output =
        run(send.formatted("letters"), "{\"a\": 1}", new SendMessageCall(sqs).byResource());

    assertThat(output).isEqualTo("\"bb6cb5c68df4652941caf652a366f2d8\"");
    assertThat(queues.messages("letters"))
        .extracting(DeadLetter::body)
        .containsExactly("{\"a\":1}");
    assertThat(
            error(
                send.formatted("none")
                    .replace(", 'MessageBody': {'a.$': '$.a'}", ", 'MessageBody': 'x'"),
                new SendMessageCall(sqs).byResource()))
        .startsWith(
            "SQS.QueueDoesNotExistException The specified queue does not exist. (Service: Sqs");
  }

  @Test
  void callsWhatTheStageServesAsTheSdkDoes() {
    SqsApi sqs = new SqsApi(Set.of("letters"), new DeadLetterQueues(folder), Clock.systemUTC());
    Map<String, ServiceIntegration> integrations =
        new SdkCall(SdkService.SQS, sqs.operations()).byResource();
    String queue = "'QueueUrl': 'https://sqs.eu-central-1.amazonaws.com/123456789012/letters'";

    run(
        "'Resource': 'arn:aws:states:::aws-sdk:sqs:sendMessage', 'Parameters': {%s, 'MessageBody': 'hi'}"
            .formatted(queue),
        "{}",
        integrations);

    assertThat(
            run(
                "'Resource': 'arn:aws:states:::aws-sdk:sqs:receiveMessage', 'Parameters': {%s}, 'OutputPath': '$.Messages[0].Body'"
                    .formatted(queue),
                "{}",
                integrations))
        .isEqualTo("\"hi\"");
    assertThat(
            error(
                "'Resource': 'arn:aws:states:::aws-sdk:sqs:receiveMessage', 'Parameters': {'QueueUrl': 'none'}",
                integrations))
        .startsWith("Sqs.QueueDoesNotExistException");
  }

  @Test
  void givesNamesAndTimesTheFormOfTheSdk() {
    ObjectNode seen = Json.object();
    AwsJson tasks =
        new AwsJson(
            "Tasks",
            "1.1",
            Map.of(
                "DescribeTasks",
                input -> {
                  seen.setAll(input.body());
                  ObjectNode answer = Json.object();
                  answer.putArray("tasks").addObject().put("taskArn", "t").put("startedAt", 1.5);
                  return answer;
                }));
    Map<String, ServiceIntegration> integrations = new SdkCall(SdkService.ECS, tasks).byResource();

    String output =
        run(
            "'Resource': 'arn:aws:states:::aws-sdk:ecs:describeTasks', 'Parameters': {'Cluster': 'c', 'Overrides': [{'Name': 'n'}]}",
            "{}",
            integrations);

    assertThat(seen).hasToString("{\"cluster\":\"c\",\"overrides\":[{\"name\":\"n\"}]}");
    assertThat(output)
        .isEqualTo("{\"Tasks\":[{\"TaskArn\":\"t\",\"StartedAt\":\"1970-01-01T00:00:01.500Z\"}]}");
    assertThat(
            new ServiceIntegrations(integrations).refusal("arn:aws:states:::aws-sdk:ecs:runTask"))
        .hasValueSatisfying(
            refusal ->
                assertThat(refusal)
                    .endsWith("Available are: [arn:aws:states:::aws-sdk:ecs:describeTasks]"));
  }

  @Test
  void readsAndWritesItems() {
    DynamoDb tables = DynamoDb.open(folder, ACCOUNT.region(), ACCOUNT.id());
    try (DynamoDbServer server = DynamoDbServer.start(tables, 0)) {
      Map<String, ServiceIntegration> integrations =
          new DynamoDbCall(server.endpoint(), ACCOUNT).byResource();
      run(
          "'Resource': 'arn:aws:states:::aws-sdk:dynamodb:createTable', 'Parameters': {'TableName': 'things', 'BillingMode': 'PAY_PER_REQUEST', 'KeySchema': [{'AttributeName': 'p', 'KeyType': 'HASH'}], 'AttributeDefinitions': [{'AttributeName': 'p', 'AttributeType': 'S'}]}",
          "{}",
          integrations);
      String put =
          "'Resource': 'arn:aws:states:::dynamodb:putItem', 'Parameters': {'TableName': 'things', 'Item': {'p': {'S': 'a'}, 'n': {'N': '1'}}, 'ConditionExpression': 'attribute_not_exists(p)'}";

      run(put, "{}", integrations);

      assertThat(
              run(
                  "'Resource': 'arn:aws:states:::dynamodb:getItem', 'Parameters': {'TableName': 'things', 'Key': {'p': {'S': 'a'}}}, 'OutputPath': '$.Item.n.N'",
                  "{}",
                  integrations))
          .isEqualTo("\"1\"");
      assertThat(error(put, integrations)).startsWith("DynamoDB.ConditionalCheckFailedException");
      assertThat(
              run(
                  "'Resource': 'arn:aws:states:::aws-sdk:dynamodb:deleteItem', 'Parameters': {'TableName': 'things', 'Key': {'p': {'S': 'a'}}}",
                  "{}",
                  integrations))
          .isEqualTo("{}");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:states:::ecs:runTask, true",
    "arn:aws:states:::ecs:runTask.waitForTaskToken, true",
    "arn:aws:states:::sns:publish, false",
  })
  void takesTheResourcesThatItHas(String resource, boolean taken) {
    ServiceIntegrations integrations =
        new ServiceIntegrations(
            Map.of(
                "arn:aws:states:::ecs:runTask*",
                new RequestResponseCall(call -> ServiceAnswer.of(Json.object()))));

    assertThat(integrations.refusal(resource).isEmpty()).isEqualTo(taken);
  }

  private static String function() {
    return "arn:aws:lambda:eu-central-1:123456789012:function:paint";
  }

  private static FunctionSpec paint() {
    return TestFunctions.function("Paint", "paint", function());
  }

  private Map<String, ServiceIntegration> lambda() {
    FunctionInvoker invoker =
        (function, event) -> {
          events.add(new String(event, StandardCharsets.UTF_8));
          return CompletableFuture.completedFuture(answer);
        };
    return new HashMap<>(new LambdaCall(List.of(paint()), invoker).byResource());
  }

  private String run(String fields, String input) {
    return run(fields, input, lambda());
  }

  private String error(String fields) {
    return error(fields, lambda());
  }

  private static String error(String fields, Map<String, ServiceIntegration> integrations) {
    var result = machine(fields, integrations).run("{}").result();
    return result.error().orElseThrow() + " " + result.cause().orElse("");
  }

  private static String run(
      String fields, String input, Map<String, ServiceIntegration> integrations) {
    return machine(fields, integrations).run(input).output();
  }

  private static InMemoryStateMachine machine(
      String fields, Map<String, ServiceIntegration> integrations) {
    return InMemoryStateMachine.of(
        "{'StartAt': 'T', 'States': {'T': {'Type': 'Task', 'End': true, %s}}}"
            .formatted(fields)
            .replace('\'', '"'),
        new ServiceIntegrations(integrations));
  }
}
