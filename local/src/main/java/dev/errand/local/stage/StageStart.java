package dev.errand.local.stage;

import com.sun.net.httpserver.Filter;
import dev.errand.local.console.Console;
import dev.errand.local.console.ConsoleSettings;
import dev.errand.local.ecs.Ecs;
import dev.errand.local.ecs.RunTaskDefinitions;
import dev.errand.local.gateway.HttpApi;
import dev.errand.local.gateway.TokenIssuer;
import dev.errand.local.process.ChildProcess;
import dev.errand.local.records.SampleClient;
import dev.errand.local.records.SampleRecordsApi;
import dev.errand.local.template.StackSettings;
import dev.errand.local.template.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Starts the parts of a stage in their order. */
final class StageStart {

  private static final String STACK = "errand";

  /**
   * For functions and S3Proxy, which save nothing when they end; tasks have a time of their own.
   */
  private static final Duration ORPHANS_GRACE = Duration.ofMillis(500);

  private final StageContext context;

  StageStart(StageContext context) {
    this.context = context;
  }

  /** The base URL of the HTTP API, once every part has started. */
  URI run() {
    removeWhatAnEarlierStageLeft();
    StorageServices storage = StorageServices.begin(context);
    URI records = startRecordsApi();
    TokenIssuer issuer = startTokenIssuer();
    Template template = readTemplate(records, issuer.issuer());
    TaskImages tasks = TaskImages.build(context, template, STACK);
    storage.create(template);
    AwsEndpoint aws = context.parts().add(AwsEndpoint.start());
    Map<String, String> variables =
        context.environment().variables(storage.dynamoDb(), storage.s3(), aws.uri());
    FunctionServices functions = FunctionServices.start(context, template, variables);
    Ecs ecs = tasks.open(context, template, variables);
    new AwsServices(context, template, functions, storage, aws).serve(ecs);
    HttpApi api = startHttpApi(template, functions, console(storage.s3(), issuer));
    writeStageFile(
        new StageFile.Endpoints(
            api.endpoint(),
            storage.dynamoDb(),
            aws.uri(),
            storage.s3(),
            records,
            issuer.tokenEndpoint()),
        template);
    // events and tasks of an earlier stage wait until this one is ready
    functions.invoker().resume();
    var unused = ecs.start();
    return api.endpoint();
  }

  private void removeWhatAnEarlierStageLeft() {
    context.folder().delete(StageFile.NAME);
    ChildProcess.endOrphans(context.data().resolve("processes"), ORPHANS_GRACE);
  }

  private URI startRecordsApi() {
    return context
        .parts()
        .add(
            SampleRecordsApi.start(
                new SampleRecordsApi.Options(
                    context.data(),
                    context.options().records(),
                    context.secrets().recordsApiToken(),
                    context.options().statusLines())))
        .endpoint();
  }

  private TokenIssuer startTokenIssuer() {
    return context
        .parts()
        .add(
            TokenIssuer.start(
                context.secrets().tokenKey(),
                TokenIssuer.Claims.of(context.options().parameters()),
                Clock.systemUTC()));
  }

  private Template readTemplate(URI records, URI issuer) {
    Map<String, String> parameters =
        new HashMap<>(context.environment().parameters(records, issuer));
    parameters.putAll(context.options().parameters());
    Template template =
        Template.read(
            context.checkout().template(), new StackSettings(STACK, context.account(), parameters));
    template.stateMachines().forEach(machine -> RunTaskDefinitions.check(machine.definition()));
    return template;
  }

  private Console console(URI s3, TokenIssuer issuer) {
    List<UUID> clients = Stream.of(SampleClient.values()).map(SampleClient::id).toList();
    return new Console(
        context.checkout().console(),
        new ConsoleSettings(s3, clients, context.options().parameters()),
        issuer::grant);
  }

  private HttpApi startHttpApi(Template template, FunctionServices functions, Filter console) {
    try {
      return context
          .parts()
          .add(
              HttpApi.start(
                  template.routes(),
                  functions.functions(),
                  context.account(),
                  context.options().port(),
                  List.of(console, functions.metrics().responses())));
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private void writeStageFile(StageFile.Endpoints endpoints, Template template) {
    context
        .parts()
        .add(
            StageFile.write(
                context.folder(),
                endpoints,
                context.account(),
                context.secrets().recordsApiToken(),
                !context.environment().hasGivenEndpoint(),
                template));
  }
}
