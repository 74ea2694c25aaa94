package dev.errand.local.stage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Filter;
import dev.errand.local.Account;
import dev.errand.local.Checkout;
import dev.errand.local.console.Console;
import dev.errand.local.console.StageSettings;
import dev.errand.local.container.ImageBuilds;
import dev.errand.local.ecs.ContainerImages;
import dev.errand.local.ecs.Ecs;
import dev.errand.local.ecs.EcsApi;
import dev.errand.local.ecs.RunTaskDefinitions;
import dev.errand.local.ecs.RunTaskPermission;
import dev.errand.local.ecs.RunTaskSync;
import dev.errand.local.events.AsynchronousInvoker;
import dev.errand.local.events.DeadLetterQueues;
import dev.errand.local.events.EventBus;
import dev.errand.local.events.PutEvents;
import dev.errand.local.events.Schedules;
import dev.errand.local.events.SqsApi;
import dev.errand.local.events.UnreliableEvents;
import dev.errand.local.gateway.HttpApi;
import dev.errand.local.gateway.TokenIssuer;
import dev.errand.local.integrations.DynamoDbCall;
import dev.errand.local.integrations.LambdaCall;
import dev.errand.local.integrations.PutEventsCall;
import dev.errand.local.integrations.S3Call;
import dev.errand.local.integrations.SdkCall;
import dev.errand.local.integrations.SdkService;
import dev.errand.local.integrations.SendMessageCall;
import dev.errand.local.integrations.StageIntegrations;
import dev.errand.local.lambda.FunctionHost;
import dev.errand.local.lambda.FunctionInvoker;
import dev.errand.local.lambda.LambdaApi;
import dev.errand.local.logs.LogStreams;
import dev.errand.local.logs.LogsApi;
import dev.errand.local.metrics.CloudWatchApi;
import dev.errand.local.process.ChildProcess;
import dev.errand.local.records.SampleClient;
import dev.errand.local.records.SampleRecordsApi;
import dev.errand.local.secretsmanager.SecretsManagerApi;
import dev.errand.local.stepfunctions.StepFunctions;
import dev.errand.local.stepfunctions.StepFunctionsApi;
import dev.errand.local.stepfunctions.Timer;
import dev.errand.local.template.QueueSpec;
import dev.errand.local.template.RouteSpec;
import dev.errand.local.template.StackSettings;
import dev.errand.local.template.Template;
import dev.errand.local.xray.XRayApi;
import dev.errand.states.integration.ServiceIntegrations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The order in which a stage comes up. */
final class StageStart {

  private static final String REPORTS = "/v1/reports";

  private static final String STACK = "errand";

  /** For functions and S3Proxy, which may be killed at any moment; tasks have their own. */
  private static final Duration ORPHANS_GRACE = Duration.ofMillis(500);

  private final Checkout checkout;
  private final StageOptions options;
  private final Path data;
  private final Parts parts;
  private final DataFolder folder;
  private final Map<String, String> own;
  private final Secrets secrets;
  private final Account account;
  private final StageEnvironment environment;
  private final Credentials credentials;

  /**
   * What tasks run.
   *
   * @param builds of images of report types' own; if empty, their tasks run as processes
   */
  private record Tasks(ContainerImages images, Optional<ImageBuilds> builds) {}

  /**
   * @param own the environment of the stage itself
   */
  StageStart(
      Checkout checkout,
      StageOptions options,
      DataFolder folder,
      Parts parts,
      Map<String, String> own) {
    this.checkout = checkout;
    this.options = options;
    this.data = options.data();
    this.parts = parts;
    this.folder = folder;
    this.own = own;
    this.secrets = Secrets.of(folder);
    this.account = secrets.account();
    this.environment = new StageEnvironment(account, own);
    this.credentials = environment.credentials();
  }

  /** The base URL of the HTTP API, once every part has started. */
  URI run() {
    folder.delete(StageFile.NAME);
    ChildProcess.endOrphans(data.resolve("processes"), ORPHANS_GRACE);
    StorageServices storage = StorageServices.begin(checkout, environment, account, data, parts);
    URI records = parts.add(SampleRecordsApi.start(recordsOptions())).endpoint();
    TokenIssuer issuer =
        parts.add(
            TokenIssuer.start(
                secrets.tokenKey(),
                TokenIssuer.Claims.of(options.parameters()),
                Clock.systemUTC()));
    Template template =
        Template.read(
            checkout.template(),
            new StackSettings(STACK, account, parameters(records, issuer.issuer())));
    template.stateMachines().forEach(machine -> RunTaskDefinitions.check(machine.definition()));
    ContainerImages images = ContainerImages.of(checkout, STACK);
    Optional<ImageBuilds> builds =
        new OwnWorkerRuns(images, own, data.resolve("logs"), options.statusLines())
            .builds(template.taskDefinitions(), options.ownWorkers());
    storage.create(template);
    Tasks tasks = new Tasks(images, builds);
    return serve(template, tasks, storage.dynamoDb(), storage.s3(), records, issuer);
  }

  private Map<String, String> parameters(URI records, URI issuer) {
    Map<String, String> parameters = new HashMap<>(environment.parameters(records, issuer));
    parameters.putAll(options.parameters());
    return parameters;
  }

  private SampleRecordsApi.Options recordsOptions() {
    return new SampleRecordsApi.Options(
        data, options.records(), secrets.recordsApiToken(), options.statusLines());
  }

  private URI serve(
      Template template, Tasks tasks, URI dynamoDb, URI s3, URI records, TokenIssuer issuer) {
    AwsEndpoint services = parts.add(AwsEndpoint.start());
    Map<String, String> variables = environment.variables(dynamoDb, s3, services.uri());
    DeadLetterQueues queues = new DeadLetterQueues(data.resolve("queues"));
    StageMetrics metrics =
        new StageMetrics(template, data.resolve("logs"), queues, Clock.systemUTC());
    CloudWatchApi cloudWatch = metrics.api();
    services.serve(AwsEndpoint.Service.CLOUDWATCH, cloudWatch);
    FunctionHost host =
        parts.add(
            FunctionHost.start(
                checkout, data, template.functions(), calledFirst(template), variables));
    FunctionInvoker functions = metrics.measured(host);
    AsynchronousInvoker invoker = asynchronousInvoker(template, functions, queues, metrics);
    Consumer<ObjectNode> bus = bus(new EventBus(template.rules(), invoker));
    PutEvents putEvents = new PutEvents(bus, account, Clock.systemUTC());
    services.serve(AwsEndpoint.Service.EVENTBRIDGE, putEvents);
    services.serve(
        AwsEndpoint.Service.LAMBDA,
        new LambdaApi(template.functions(), functions, invoker::invoke));
    SqsApi sqs = new SqsApi(queueNames(template), queues, Clock.systemUTC());
    services.serve(AwsEndpoint.Service.SQS, sqs);
    Map<String, String> generated = generated(template);
    SecretsManagerApi secretsManager =
        new SecretsManagerApi(
            credentials.account().accessKeyId(),
            arn -> Optional.ofNullable(generated.get(arn)).or(() -> secret(arn)));
    services.serve(AwsEndpoint.Service.SECRETS_MANAGER, secretsManager);
    services.serve(AwsEndpoint.Service.X_RAY, new XRayApi(credentials.account().accessKeyId()));
    services.serve(
        AwsEndpoint.Service.LOGS,
        new LogsApi(
            credentials.account().accessKeyId(),
            new LogStreams(data.resolve("tasks").resolve("tasks"), template.taskDefinitions())));
    Ecs ecs = ecs(template, tasks, variables);
    EcsApi ecsApi = new EcsApi(ecs);
    services.serve(AwsEndpoint.Service.ECS, ecsApi);
    services.serve(
        AwsEndpoint.Service.STEP_FUNCTIONS,
        new StepFunctionsApi(
            stepFunctions(
                template,
                StageIntegrations.of(
                    new RunTaskSync(ecs, permission(template)),
                    new LambdaCall(template.functions(), functions),
                    new DynamoDbCall(dynamoDb, credentials.account()),
                    new S3Call(() -> new Storage(credentials).s3(s3)),
                    new PutEventsCall(putEvents),
                    new SendMessageCall(sqs),
                    new SdkCall(SdkService.CLOUD_WATCH, cloudWatch.operations()),
                    new SdkCall(SdkService.ECS, ecsApi.operations()),
                    new SdkCall(SdkService.EVENT_BRIDGE, putEvents.operations()),
                    new SdkCall(SdkService.SECRETS_MANAGER, secretsManager.operations()),
                    new SdkCall(SdkService.SQS, sqs.operations())),
                bus,
                metrics),
            RunTaskDefinitions::check));
    Console console = console(s3, issuer);
    HttpApi api = gateway(template, functions, List.of(console, metrics.responses()));
    parts.add(
        StageFile.write(
            folder,
            new StageFile.Endpoints(
                api.endpoint(), dynamoDb, services.uri(), s3, records, issuer.tokenEndpoint()),
            account,
            secrets.recordsApiToken(),
            !environment.hasGivenEndpoint(),
            template));
    // what earlier runs left to do waits until the stage is ready
    invoker.resume();
    var unused = ecs.start();
    return api.endpoint();
  }

  /**
   * The functions that ask for reports and show them. The others start with their first call, as
   * Lambda starts them; each takes some 50 MB.
   */
  private static Set<String> calledFirst(Template template) {
    return template.routes().stream()
        .filter(route -> route.path().equals(REPORTS))
        .map(RouteSpec::function)
        .collect(Collectors.toSet());
  }

  private static Set<String> queueNames(Template template) {
    return template.queues().stream().map(QueueSpec::name).collect(Collectors.toSet());
  }

  private AsynchronousInvoker asynchronousInvoker(
      Template template, FunctionInvoker functions, DeadLetterQueues queues, StageMetrics metrics) {
    ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    parts.add(scheduler::shutdownNow);
    AsynchronousInvoker invoker =
        new AsynchronousInvoker(
            template.functions(),
            functions,
            queues,
            data.resolve("events"),
            scheduler,
            Clock.systemUTC());
    new Schedules(invoker, account, Clock.systemUTC(), options.testSettings().waits())
        .start(template.schedules(), scheduler);
    var unused = scheduler.scheduleWithFixedDelay(metrics::collect, 1, 1, TimeUnit.MINUTES);
    return invoker;
  }

  private static RunTaskPermission permission(Template template) {
    return new RunTaskPermission(
        template.stateMachines().stream().flatMap(machine -> machine.runnable().stream()).toList());
  }

  private Ecs ecs(Template template, Tasks tasks, Map<String, String> variables) {
    Ecs ecs =
        Ecs.open(
            new Ecs.Settings(
                data.resolve("tasks"),
                account,
                template.clusters(),
                template.taskDefinitions(),
                tasks.images(),
                variables,
                this::secret,
                tasks.builds(),
                Ecs.Settings.maxTasksHere()));
    return parts.add(ecs, () -> waitFor(ecs.processes()));
  }

  private Optional<String> secret(String arn) {
    return arn.equals(environment.recordsApiTokenSecret())
        ? Optional.of(secrets.recordsApiToken())
        : Optional.empty();
  }

  private static Optional<String> waitFor(long tasks) {
    return tasks == 0
        ? Optional.empty()
        : Optional.of(
            "Waiting for %d running %s, %d seconds at most ..."
                .formatted(
                    tasks,
                    tasks == 1 ? "task to save what it has" : "tasks to save what they have",
                    Ecs.CLOSE_LIMIT.toSeconds()));
  }

  private StepFunctions stepFunctions(
      Template template,
      ServiceIntegrations integrations,
      Consumer<ObjectNode> bus,
      StageMetrics metrics) {
    StepFunctions service =
        parts.add(
            StepFunctions.open(
                new StepFunctions.Settings(
                    data.resolve("executions"),
                    account,
                    integrations,
                    counted(bus, metrics),
                    Timer.real(),
                    options.testSettings().waits())));
    template
        .stateMachines()
        .forEach(machine -> service.deploy(machine.name(), machine.definition()));
    return service;
  }

  private Map<String, String> generated(Template template) {
    Map<String, String> texts = new HashMap<>();
    template
        .secrets()
        .forEach(secret -> texts.put(secret.arn(), new GeneratedSecret(folder, secret).text()));
    return texts;
  }

  private Consumer<ObjectNode> bus(EventBus bus) {
    return options.testSettings().losesEvents()
        ? parts.add(new UnreliableEvents(bus::put, RandomGenerator.getDefault()))
        : bus::put;
  }

  private Console console(URI s3, TokenIssuer issuer) {
    List<UUID> clients = Stream.of(SampleClient.values()).map(SampleClient::id).toList();
    return new Console(
        checkout.console(), new StageSettings(s3, clients, options.parameters()), issuer::grant);
  }

  /** Counts an event once it is taken: until then it is offered again. */
  static Consumer<ObjectNode> counted(Consumer<ObjectNode> events, StageMetrics metrics) {
    return event -> {
      events.accept(event);
      metrics.executions().count(event);
    };
  }

  private HttpApi gateway(Template template, FunctionInvoker functions, List<Filter> inFront) {
    try {
      return parts.add(
          HttpApi.start(template.routes(), functions, account, options.port(), inFront));
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
