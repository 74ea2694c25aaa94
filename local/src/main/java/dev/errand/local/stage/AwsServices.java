package dev.errand.local.stage;

import dev.errand.local.ecs.Ecs;
import dev.errand.local.ecs.EcsApi;
import dev.errand.local.ecs.RunTaskDefinitions;
import dev.errand.local.ecs.RunTaskPermission;
import dev.errand.local.ecs.RunTaskSync;
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
import dev.errand.local.lambda.LambdaApi;
import dev.errand.local.logs.LogStreams;
import dev.errand.local.logs.LogsApi;
import dev.errand.local.metrics.CloudWatchApi;
import dev.errand.local.secretsmanager.SecretsManagerApi;
import dev.errand.local.stepfunctions.StepFunctions;
import dev.errand.local.stepfunctions.Timer;
import dev.errand.local.template.QueueSpec;
import dev.errand.local.template.Template;
import dev.errand.local.xray.XRayApi;
import dev.errand.states.integration.ServiceIntegrations;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Serves the APIs of AWS on one endpoint, except DynamoDB and S3. */
final class AwsServices {

  private final StageContext context;
  private final Template template;
  private final FunctionServices functions;
  private final StorageServices storage;
  private final AwsEndpoint endpoint;

  AwsServices(
      StageContext context,
      Template template,
      FunctionServices functions,
      StorageServices storage,
      AwsEndpoint endpoint) {
    this.context = context;
    this.template = template;
    this.functions = functions;
    this.storage = storage;
    this.endpoint = endpoint;
  }

  /** The APIs that Task states call as well. */
  private record Apis(
      CloudWatchApi cloudWatch,
      PutEvents putEvents,
      SqsApi sqs,
      SecretsManagerApi secretsManager,
      EcsApi ecs) {}

  /**
   * Begins to answer the requests of all services, and continues the executions of Step Functions.
   */
  void serve(Ecs ecs) {
    Apis apis =
        new Apis(
            functions.metrics().api(),
            new PutEvents(functions.bus(), context.account(), Clock.systemUTC()),
            new SqsApi(
                template.queues().stream().map(QueueSpec::name).collect(Collectors.toSet()),
                functions.queues(),
                Clock.systemUTC()),
            secretsManager(),
            new EcsApi(ecs));
    String accessKeyId = context.environment().credentials().account().accessKeyId();
    endpoint.serve(AwsEndpoint.Service.CLOUDWATCH, apis.cloudWatch());
    endpoint.serve(AwsEndpoint.Service.EVENTBRIDGE, apis.putEvents());
    endpoint.serve(
        AwsEndpoint.Service.LAMBDA,
        new LambdaApi(template.functions(), functions.functions(), functions.invoker()::invoke));
    endpoint.serve(AwsEndpoint.Service.SQS, apis.sqs());
    endpoint.serve(AwsEndpoint.Service.SECRETS_MANAGER, apis.secretsManager());
    endpoint.serve(AwsEndpoint.Service.X_RAY, new XRayApi(accessKeyId));
    endpoint.serve(
        AwsEndpoint.Service.LOGS,
        new LogsApi(
            accessKeyId,
            new LogStreams(
                context.data().resolve("tasks").resolve("tasks"), template.taskDefinitions())));
    endpoint.serve(AwsEndpoint.Service.ECS, apis.ecs());
    endpoint.serve(
        AwsEndpoint.Service.STEP_FUNCTIONS,
        stepFunctions(integrations(ecs, apis)).api(RunTaskDefinitions::check));
  }

  private SecretsManagerApi secretsManager() {
    Map<String, String> generated = new HashMap<>();
    template
        .secrets()
        .forEach(
            secret ->
                generated.put(secret.arn(), new GeneratedSecret(context.folder(), secret).text()));
    return new SecretsManagerApi(
        context.environment().credentials().account().accessKeyId(),
        arn -> Optional.ofNullable(generated.get(arn)).or(() -> context.recordsApiToken(arn)));
  }

  private ServiceIntegrations integrations(Ecs ecs, Apis apis) {
    Credentials credentials = context.environment().credentials();
    URI s3 = storage.s3();
    RunTaskPermission permission =
        new RunTaskPermission(
            template.stateMachines().stream()
                .flatMap(machine -> machine.runnable().stream())
                .toList());
    return StageIntegrations.of(
        new RunTaskSync(ecs, permission),
        new LambdaCall(template.functions(), functions.functions()),
        new DynamoDbCall(storage.dynamoDb(), credentials.account()),
        new S3Call(() -> new StorageClients(credentials).s3(s3)),
        new PutEventsCall(apis.putEvents()),
        new SendMessageCall(apis.sqs()),
        new SdkCall(SdkService.CLOUD_WATCH, apis.cloudWatch().operations()),
        new SdkCall(SdkService.ECS, apis.ecs().operations()),
        new SdkCall(SdkService.EVENT_BRIDGE, apis.putEvents().operations()),
        new SdkCall(SdkService.SECRETS_MANAGER, apis.secretsManager().operations()),
        new SdkCall(SdkService.SQS, apis.sqs().operations()));
  }

  private StepFunctions stepFunctions(ServiceIntegrations integrations) {
    StepFunctions service =
        context
            .parts()
            .add(
                StepFunctions.open(
                    new StepFunctions.Settings(
                        context.data().resolve("executions"),
                        context.account(),
                        integrations,
                        functions.metrics().counted(functions.bus()),
                        Timer.real(),
                        context.options().testSettings().delayFactor())));
    template
        .stateMachines()
        .forEach(machine -> service.deploy(machine.name(), machine.definition()));
    return service;
  }
}
