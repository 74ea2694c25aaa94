package dev.errand.local.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.errand.local.Account;
import dev.errand.local.lambda.FunctionInvoker;
import dev.errand.local.template.RouteSpec;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP API on the loopback address. */
public final class HttpApi implements AutoCloseable {

  private static final int BACKLOG = 1000;

  private final HttpServer server;
  private final ExecutorService threads;

  private HttpApi(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Starts to listen.
   *
   * @param port 0 picks a free one
   * @throws IOException if the port is taken
   */
  public static HttpApi start(
      List<RouteSpec> routes, FunctionInvoker functions, Account account, int port)
      throws IOException {
    HttpServer server;
    try {
      server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    } catch (BindException e) {
      throw new IOException(
          "port %d is taken; name another (--port, 0 picks a free one)".formatted(port), e);
    }
    AtomicInteger number = new AtomicInteger();
    ExecutorService threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "gateway-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    RouteTable table = new RouteTable(routes);
    PayloadV2 payload = new PayloadV2(account, Clock.systemUTC());
    server.setExecutor(threads);
    server.createContext("/", exchange -> handle(exchange, table, payload, functions));
    server.start();
    return new HttpApi(server, threads);
  }

  /** The base URL. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static void handle(
      HttpExchange exchange, RouteTable routes, PayloadV2 payload, FunctionInvoker functions)
      throws IOException {
    try (exchange) {
      answer(exchange, routes, payload, functions).writeTo(exchange);
    }
  }

  private static Response answer(
      HttpExchange exchange, RouteTable routes, PayloadV2 payload, FunctionInvoker functions)
      throws IOException {
    Request request;
    try {
      request = Request.of(exchange);
    } catch (Request.TooLarge e) {
      return Response.ofGateway(413, "Request Entity Too Large");
    }
    Optional<RouteTable.Match> match = routes.match(request.method(), request.path());
    if (match.isEmpty()) {
      return Response.ofGateway(404, "Not Found");
    }
    RouteSpec route = match.get().route();
    byte[] event = payload.event(request, match.get()).toString().getBytes(StandardCharsets.UTF_8);
    try {
      return Response.of(
          functions
              .invoke(route.function(), event)
              .get(route.timeout().toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Response.ofGateway(503, "Service Unavailable");
    } catch (ExecutionException e) {
      return Response.ofGateway(500, "Internal Server Error");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Response.ofGateway(503, "Service Unavailable");
    }
  }
}
