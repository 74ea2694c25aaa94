package dev.errand.local.stage;

import dev.errand.local.stepfunctions.StepFunctions;
import dev.errand.local.stepfunctions.StepFunctionsApi;
import io.javalin.Javalin;
import io.javalin.http.Handler;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** Serves the API of Step Functions on the loopback interface. */
final class StateMachineServer implements AutoCloseable {

  private final CompletableFuture<Handler> api = new CompletableFuture<>();
  private final Javalin server;

  private StateMachineServer() {
    server =
        Javalin.create(
                config -> {
                  config.startup.showJavalinBanner = false;
                  config.routes.post("/", context -> api.join().handle(context));
                })
            .start("127.0.0.1", 0);
  }

  /** Listens; requests wait until there is a service that answers. */
  static StateMachineServer start() {
    return new StateMachineServer();
  }

  /** Begins to answer. */
  void serve(StepFunctions service) {
    api.complete(new StepFunctionsApi(service));
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  @Override
  public void close() {
    api.cancel(false);
    server.stop();
  }
}
