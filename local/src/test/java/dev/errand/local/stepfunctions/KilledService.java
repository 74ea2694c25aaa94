package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.local.Account;
import dev.errand.local.awsjson.AwsError;
import dev.errand.states.integration.ServiceIntegration;
import dev.errand.states.integration.ServiceIntegrations;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A process that is killed: starts executions and notes what it was told about them. */
final class KilledService {

  static final String DEFINITION =
      """
      {"StartAt": "Begin", "States": {
        "Begin": {"Type": "Pass", "Assign": {"n": 0}, "Next": "Work"},
        "Work": {"Type": "Task", "Resource": "%s", "ResultPath": null,
          "Assign": {"n.$": "States.MathAdd($n, 1)"},
          "Retry": [{"ErrorEquals": ["Again"], "IntervalSeconds": 1, "MaxAttempts": 20}],
          "Next": "Enough"},
        "Enough": {"Type": "Choice", "Default": "Nap",
          "Choices": [{"Variable": "$n", "NumericEquals": 3, "Next": "Done"}]},
        "Nap": {"Type": "Wait", "Seconds": 0, "Next": "Work"},
        "Done": {"Type": "Pass", "Next": "Each",
          "Parameters": {"n.$": "$n", "i.$": "$.i", "list": [1, 2, 3]}},
        "Each": {"Type": "Map", "ItemsPath": "$.list", "ResultPath": "$.list", "Next": "Run",
          "ItemProcessor": {"StartAt": "One", "States": {
            "One": {"Type": "Task", "Resource": "%s", "ResultPath": null, "End": true,
              "Retry": [{"ErrorEquals": ["Again"], "IntervalSeconds": 1, "MaxAttempts": 20}]}}}},
        "Run": {"Type": "Map", "ItemsPath": "$.list", "ResultPath": "$.list", "End": true,
          "MaxConcurrency": 2, "ItemProcessor": {
            "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
            "StartAt": "Child", "States": {
              "Child": {"Type": "Task", "Resource": "%s", "ResultPath": null, "End": true,
                "Retry": [{"ErrorEquals": ["Again"], "IntervalSeconds": 1, "MaxAttempts": 20}]}}}}}}"""
          .formatted(TestService.RESOURCE, TestService.RESOURCE, TestService.RESOURCE);

  private final Path folder;

  private KilledService(Path folder) {
    this.folder = folder;
  }

  /**
   * Runs until it is killed.
   *
   * @param arguments the folder and how many executions to start
   */
  public static void main(String[] arguments) throws InterruptedException {
    new KilledService(Path.of(arguments[0])).run(Integer.parseInt(arguments[1]));
  }

  private void run(int count) throws InterruptedException {
    StepFunctions stepFunctions =
        StepFunctions.open(
            new StepFunctions.Settings(
                folder.resolve("data"),
                new Account("123456789012", "eu-central-1", "id", "key"),
                new ServiceIntegrations(Map.of(TestService.RESOURCE, KilledService::work)),
                event ->
                    note(
                        "events",
                        event.at("/detail/name").asText()
                            + " "
                            + event.at("/detail/status").asText()),
                Timer.real(),
                0.05));
    String machine = stepFunctions.deploy("reports", DEFINITION).arn();
    for (int i = 0; i < count; i++) {
      try {
        stepFunctions.startExecution(machine, "e" + i, "{\"i\": %d}".formatted(i));
      } catch (AwsError exists) {
        if (!exists.type().equals("ExecutionAlreadyExists")) {
          throw exists;
        }
      }
      note("accepted", "e" + i);
      TimeUnit.MILLISECONDS.sleep(5);
    }
    note("all", "accepted");
    new java.util.concurrent.CountDownLatch(1).await();
  }

  /** Succeeds or asks for another attempt, by its token, a little later. */
  private static ServiceIntegration.RunningCall work(ServiceIntegration.Call call) {
    CompletableFuture<JsonNode> result = new CompletableFuture<>();
    boolean again = call.token().charAt(0) < '6';
    CompletableFuture.delayedExecutor(40, TimeUnit.MILLISECONDS)
        .execute(
            () -> {
              if (again) {
                result.completeExceptionally(new StatesError("Again", ""));
              } else {
                result.complete(Json.object());
              }
            });
    return new TestService.Received(call, result, new java.util.ArrayList<>());
  }

  private void note(String file, String line) {
    try {
      Files.writeString(
          folder.resolve(file), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
