package dev.errand.local.stepfunctions;

import dev.errand.local.Account;
import dev.errand.states.integration.ServiceIntegration;
import dev.errand.states.integration.ServiceIntegrations;
import dev.errand.states.value.StatesError;
import io.javalin.Javalin;
import java.nio.file.Path;
import java.util.Map;

/**
 * Serves Step Functions alone, without the rest of a stage: a Task state that calls another service
 * fails.
 */
public final class Main {

  private Main() {}

  /**
   * Runs until it is killed.
   *
   * @param arguments the port and the folder that everything is kept in
   */
  public static void main(String[] arguments) {
    int port = Integer.parseInt(arguments[0]);
    Account account = new Account("123456789012", "us-east-1", "test", "test");
    StepFunctions service =
        StepFunctions.open(
            new StepFunctions.Settings(
                Path.of(arguments[1]),
                account,
                new ServiceIntegrations(Map.of("arn:aws:*", Main::refuse)),
                statusEvent -> {}));
    Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.routes.post("/", service.api());
            })
        .start("127.0.0.1", port);
  }

  private static ServiceIntegration.RunningCall refuse(ServiceIntegration.Call call) {
    throw new StatesError("States.TaskFailed", "There is no service behind " + call.resource());
  }
}
