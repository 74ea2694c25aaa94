package dev.errand.local.stepfunctions;

import dev.errand.local.Account;
import dev.errand.states.integration.ServiceIntegration;
import dev.errand.states.integration.ServiceIntegrations;
import dev.errand.states.value.Json;
import io.javalin.Javalin;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Step Functions behind HTTP, and a client of AWS's for it. */
final class ServedStepFunctions implements AutoCloseable {

  static final Account ACCOUNT = new Account("123456789012", "eu-central-1", "id", "key");

  private static final String PASS =
      "{\"StartAt\":\"P\",\"States\":{\"P\":{\"Type\":\"Pass\",\"Result\":\"%s\",\"End\":true}}}";

  final StepFunctions service;
  final SfnClient client;
  private final Javalin server;

  /** Keeps everything in that folder. */
  ServedStepFunctions(Path folder, Map<String, ServiceIntegration> integrations) {
    this.service =
        StepFunctions.open(
            new StepFunctions.Settings(
                folder, ACCOUNT, new ServiceIntegrations(integrations), event -> {}));
    this.server =
        Javalin.create(config -> config.routes.post("/", service.api())).start("127.0.0.1", 0);
    this.client =
        SfnClient.builder()
            .endpointOverride(URI.create(endpoint()))
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "key")))
            .httpClient(UrlConnectionHttpClient.create())
            .overrideConfiguration(
                c ->
                    c.putAdvancedOption(
                        SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true))
            .build();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.port();
  }

  /** A definition whose output is that text. */
  static String pass(String result) {
    return PASS.formatted(result);
  }

  /** What {@code aws stepfunctions} answers to these arguments. */
  String aws(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("aws", "stepfunctions", "--endpoint-url", endpoint()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(ACCOUNT.environment());
    builder.environment().put("AWS_DEFAULT_OUTPUT", "json");
    builder.environment().put("AWS_DISABLE_HOST_PREFIX_INJECTION", "true");
    Process process = builder.start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new AssertionError(output);
    }
    return output.isEmpty() ? output : Json.write(Json.read(output));
  }

  static boolean awsIsInstalled() {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(directory -> Path.of(directory, "aws").toFile().canExecute());
  }

  @Override
  public void close() {
    client.close();
    server.stop();
    service.close();
  }
}
