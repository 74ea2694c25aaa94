package dev.errand.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.local.Account;
import dev.errand.local.awsjson.AwsJson;
import dev.errand.local.ecs.Ecs;
import dev.errand.local.ecs.EcsApi;
import dev.errand.local.events.DeadLetterQueues;
import dev.errand.local.events.PutEvents;
import dev.errand.local.events.SqsApi;
import dev.errand.local.integrations.DynamoDbCall;
import dev.errand.local.integrations.LambdaCall;
import dev.errand.local.integrations.PutEventsCall;
import dev.errand.local.integrations.S3Call;
import dev.errand.local.integrations.SdkCall;
import dev.errand.local.integrations.SdkService;
import dev.errand.local.integrations.SendMessageCall;
import dev.errand.local.integrations.StageIntegrations;
import dev.errand.local.metrics.Alarms;
import dev.errand.local.metrics.CloudWatchApi;
import dev.errand.local.metrics.MetricStore;
import dev.errand.local.secretsmanager.SecretsManagerApi;
import dev.errand.local.template.FunctionSpec;
import dev.errand.local.template.TestFunctions;
import dev.errand.states.definition.InvalidDefinition;
import io.javalin.Javalin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sfn.SfnClient;

/** The list of what the stage does as Step Functions, against the stage and against its page. */
class CompatibilityTest {

  private static final Account ACCOUNT = new Account("123456789012", "eu-central-1", "id", "key");
  private static final List<Entry> ENTRIES = read();

  @TempDir static Path folder;
  private static StepFunctions stepFunctions;
  private static Javalin server;

  private record Entry(String kind, String subject, String text) {}

  @BeforeAll
  static void serve() {
    LambdaCall lambda = new LambdaCall(List.of(function()), (name, event) -> null);
    DynamoDbCall dynamoDb = new DynamoDbCall(URI.create("http://127.0.0.1:1"), ACCOUNT);
    PutEvents putEvents = new PutEvents(event -> {}, ACCOUNT, Clock.systemUTC());
    SqsApi sqs = new SqsApi(Set.of(), new DeadLetterQueues(folder), Clock.systemUTC());
    stepFunctions =
        StepFunctions.open(
            new StepFunctions.Settings(
                folder,
                ACCOUNT,
                StageIntegrations.of(
                    new TestService(),
                    lambda,
                    dynamoDb,
                    new S3Call(() -> null),
                    new PutEventsCall(putEvents),
                    new SendMessageCall(sqs),
                    new SdkCall(SdkService.ECS, ecs()),
                    new SdkCall(SdkService.EVENT_BRIDGE, putEvents.operations()),
                    new SdkCall(SdkService.SQS, sqs.operations()),
                    new SdkCall(
                        SdkService.CLOUD_WATCH,
                        new CloudWatchApi(
                                new Alarms(List.of(), new MetricStore(), Clock.systemUTC()),
                                () -> {})
                            .operations()),
                    new SdkCall(
                        SdkService.SECRETS_MANAGER,
                        new SecretsManagerApi("id", arn -> Optional.empty()).operations())),
                event -> {}));
    server =
        Javalin.create(config -> config.routes.post("/", stepFunctions.api()))
            .start("127.0.0.1", 0);
  }

  @AfterAll
  static void stop() {
    server.stop();
    stepFunctions.close();
  }

  static List<String> operations() {
    return subjects("operation");
  }

  static List<String> resources() {
    return subjects("resource");
  }

  static List<String> refusedResources() {
    return subjects("refused resource");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void anOperationThatIsOfferedIsKnown(String operation) throws Exception {
    assertThat(call(operation)).doesNotContain("UnknownOperationException", "InternalFailure");
  }

  @Test
  void anOperationThatThereIsNotIsRefusedByName() throws Exception {
    assertThat(call("PaintExecution")).contains("UnknownOperationException", "PaintExecution");
  }

  @Test
  void everyOperationOfTheSdkIsInTheList() {
    List<String> no =
        List.of(
            "serviceName",
            "serviceClientConfiguration",
            "create",
            "builder",
            "serviceMetadata",
            "close");
    List<String> sdk =
        Arrays.stream(SfnClient.class.getMethods())
            .map(java.lang.reflect.Method::getName)
            .filter(name -> !name.endsWith("Paginator") && !no.contains(name))
            .map(name -> Character.toUpperCase(name.charAt(0)) + name.substring(1))
            .distinct()
            .toList();

    assertThat(sdk).hasSizeGreaterThan(30).isSubsetOf(operations());
  }

  @ParameterizedTest
  @MethodSource("resources")
  void aResourceThatIsOfferedIsTaken(String resource) {
    String arn =
        resource
            .replace("REGION", ACCOUNT.region())
            .replace("ACCOUNT", ACCOUNT.id())
            .replace("NAME", "paint")
            .replace("dynamodb:OPERATION", "dynamodb:query")
            .replace("ecs:OPERATION", "ecs:describeTasks")
            .replace("s3:OPERATION", "s3:getObject")
            .replace("sfn:OPERATION", "sfn:listExecutions")
            .replace("sqs:OPERATION", "sqs:receiveMessage");

    assertThat(stepFunctions.deploy("taken", task(arn)).name()).isEqualTo("taken");
  }

  @ParameterizedTest
  @MethodSource("refusedResources")
  void aResourceThatIsNotOfferedIsRefusedByTheNameOfTheState(String resource) {
    assertThatThrownBy(() -> stepFunctions.deploy("refused", task(resource)))
        .isInstanceOf(InvalidDefinition.class)
        .hasMessageContaining(resource)
        .hasMessageContaining("Available are: ")
        .hasMessageContaining("at /States/Work/Resource");
  }

  @Test
  void thePageHasTheList() throws IOException {
    String page = Files.readString(Path.of("../docs/local-stage.md"));

    assertThat(page)
        .contains(table("operation", "`%s`"))
        .contains(table("resource", "`%s`"))
        .contains(table("otherwise", "%s"))
        .contains(names("refused resource"));
  }

  private static String table(String kind, String form) {
    return ENTRIES.stream()
        .filter(entry -> entry.kind().equals(kind))
        .map(entry -> "| %s | %s |".formatted(form.formatted(entry.subject()), entry.text()))
        .collect(Collectors.joining("\n"));
  }

  private static String names(String kind) {
    return subjects(kind).stream()
        .map("`%s`"::formatted)
        .collect(Collectors.joining(", ", "", "."));
  }

  private static List<String> subjects(String kind) {
    return ENTRIES.stream().filter(entry -> entry.kind().equals(kind)).map(Entry::subject).toList();
  }

  private static String task(String resource) {
    return """
    {"StartAt": "Work", "States": {"Work": {"Type": "Task", "Resource": "%s", "End": true}}}"""
        .formatted(resource);
  }

  private static String call(String operation) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port()))
            .header("X-Amz-Target", "AWSStepFunctions." + operation)
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /** The operations of a cluster that runs nothing. */
  private static AwsJson ecs() {
    return new EcsApi(
            Ecs.open(
                new Ecs.Settings(
                    folder.resolve("tasks"),
                    ACCOUNT,
                    List.of(),
                    List.of(),
                    task -> null,
                    Map.of(),
                    secret -> Optional.empty(),
                    1)))
        .operations();
  }

  private static FunctionSpec function() {
    return TestFunctions.function(
        "Paint", "paint", "arn:aws:lambda:eu-central-1:123456789012:function:paint");
  }

  private static List<Entry> read() {
    try (var list = StepFunctions.class.getResourceAsStream("compatibility.tsv")) {
      return new String(list.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\t", -1))
          .map(cells -> new Entry(cells[0], cells[1], cells[2]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
