package dev.errand.local.stage;

import io.javalin.Javalin;
import io.javalin.http.Handler;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** Serves the API of a service on the loopback interface. */
final class ApiServer implements AutoCloseable {

  /** Above every service's own limit, so that the service refuses what is too large. */
  private static final long MAX_REQUEST_BYTES = 8_000_000;

  private final CompletableFuture<Handler> api = new CompletableFuture<>();
  private final Javalin server;

  private ApiServer() {
    server =
        Javalin.create(
                config -> {
                  config.http.maxRequestSize = MAX_REQUEST_BYTES;
                  config.startup.showJavalinBanner = false;
                  config.routes.post("/", context -> api.join().handle(context));
                  config.routes.post("/<path>", context -> api.join().handle(context));
                })
            .start("127.0.0.1", 0);
  }

  /** Listens; requests wait until there is something that answers. */
  static ApiServer start() {
    return new ApiServer();
  }

  /** Begins to answer. */
  void serve(Handler service) {
    api.complete(service);
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
