package dev.errand.local.stage;

import dev.errand.local.logs.LogsApi;
import dev.errand.local.metrics.CloudWatchApi;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.net.URI;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One endpoint on the loopback interface for the APIs of the stage's services. The request names
 * its service; a request for any other service is refused, so that no call reaches AWS.
 */
final class AwsEndpoint implements AutoCloseable {

  /**
   * Above the limit of every service, so that the service itself refuses a request that is too
   * large.
   */
  private static final long MAX_REQUEST_BYTES = 8_000_000;

  private final Map<Service, CompletableFuture<Handler>> handlers = new EnumMap<>(Service.class);
  private final Javalin server;

  private AwsEndpoint() {
    for (Service service : Service.values()) {
      handlers.put(service, new CompletableFuture<>());
    }
    server =
        Javalin.create(
                config -> {
                  config.http.maxRequestSize = MAX_REQUEST_BYTES;
                  config.startup.showJavalinBanner = false;
                  config.routes.post("/", this::handle);
                  config.routes.post("/<path>", this::handle);
                })
            .start("127.0.0.1", 0);
  }

  /** A service, with what its requests are recognized by. */
  enum Service {
    STEP_FUNCTIONS("AWSStepFunctions.", ""),
    ECS("AmazonEC2ContainerServiceV20141113.", ""),
    SQS("AmazonSQS.", ""),
    SECRETS_MANAGER("secretsmanager.", ""),
    EVENTBRIDGE("AWSEvents.", ""),
    LOGS(LogsApi.SERVICE + ".", ""),
    CLOUDWATCH(CloudWatchApi.SERVICE + ".", "/service/" + CloudWatchApi.SERVICE + "/"),
    LAMBDA("", "/2015-03-31/functions/"),
    X_RAY("", "/Trace");

    private final String target;
    private final String path;

    /**
     * @param target the beginning of {@code X-Amz-Target}; empty if no request has one
     * @param path the beginning of the path; empty if the path says nothing
     */
    Service(String target, String path) {
      this.target = target;
      this.path = path;
    }

    private boolean isCalledBy(Context http) {
      String called = http.header("X-Amz-Target");
      return called == null
          ? !path.isEmpty() && http.path().startsWith(path)
          : !target.isEmpty() && called.startsWith(target);
    }

    private static Optional<Service> calledBy(Context http) {
      return Arrays.stream(values()).filter(service -> service.isCalledBy(http)).findFirst();
    }
  }

  /** Listens; a request waits until its service is served. */
  static AwsEndpoint start() {
    return new AwsEndpoint();
  }

  /** Begins to answer the requests of a service. */
  void serve(Service service, Handler handler) {
    handlers.get(service).complete(handler);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  private void handle(Context http) throws Exception {
    Optional<Service> service = Service.calledBy(http);
    if (service.isPresent()) {
      handlers.get(service.get()).join().handle(http);
    } else {
      refuse(http);
    }
  }

  /** In the form of AWS JSON, which most SDKs read. */
  private static void refuse(Context http) {
    http.status(501)
        .contentType("application/json")
        .header("x-amzn-ErrorType", "NotImplemented")
        .result("{\"message\": \"the local stage does not have this service\"}");
  }

  @Override
  public void close() {
    handlers.values().forEach(handler -> handler.cancel(false));
    server.stop();
  }
}
