package dev.errand.local.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.errand.local.Account;
import dev.errand.local.lambda.FunctionInvoker;
import dev.errand.local.lambda.Invocation;
import dev.errand.local.template.AccessSpec;
import dev.errand.local.template.RouteSpec;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
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
  private final RouteTable routes;
  private final FunctionInvoker functions;
  private final PayloadV2 payload;
  private final JwtAuthorizer authorizer = new JwtAuthorizer(Clock.systemUTC());
  private final Map<String, TokenBucket> buckets = new HashMap<>();

  private HttpApi(
      HttpServer server,
      ExecutorService threads,
      List<RouteSpec> routes,
      FunctionInvoker functions,
      Account account) {
    this.server = server;
    this.threads = threads;
    this.routes = new RouteTable(routes);
    this.functions = functions;
    this.payload = new PayloadV2(account, Clock.systemUTC());
    for (RouteSpec route : routes) {
      route
          .throttling()
          .ifPresent(limit -> buckets.put(route.key(), new TokenBucket(limit, System::nanoTime)));
    }
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
    return start(routes, functions, account, port, List.of());
  }

  /**
   * Starts to listen.
   *
   * @param port 0 picks a free one
   * @param inFront answer their requests before the API gets them
   * @throws IOException if the port is taken
   */
  public static HttpApi start(
      List<RouteSpec> routes,
      FunctionInvoker functions,
      Account account,
      int port,
      List<Filter> inFront)
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
    HttpApi api = new HttpApi(server, threads, routes, functions, account);
    server.setExecutor(threads);
    server.createContext("/", api::handle).getFilters().addAll(inFront);
    server.start();
    return api;
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

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String id = UUID.randomUUID().toString();
      answer(exchange, id).named(id).writeTo(exchange);
    }
  }

  private Response answer(HttpExchange exchange, String id) throws IOException {
    try {
      Request request = Request.of(exchange);
      return routes
          .match(request.method(), request.path())
          .map(match -> answer(request, match, id))
          .orElseGet(() -> Response.ofGateway(404, "Not Found"));
    } catch (Request.TooLarge e) {
      return Response.ofGateway(413, "Request Entity Too Large");
    }
  }

  private Response answer(Request request, RouteTable.Match match, String id) {
    RouteSpec route = match.route();
    TokenBucket bucket = buckets.get(route.key());
    if (bucket != null && !bucket.tryTake()) {
      return Response.ofGateway(429, "Too Many Requests");
    }
    if (route.access().isEmpty()) {
      return invoke(route, payload.event(request, match, id));
    }
    AccessSpec access = route.access().get();
    String token = request.headers().get(access.header().toLowerCase(Locale.ROOT));
    JwtAuthorizer.Verdict verdict = authorizer.decide(access, token);
    if (verdict instanceof JwtAuthorizer.Allowed allowed) {
      return invoke(route, payload.event(request, match, id, access, allowed));
    }
    return Response.ofAuthorizer(access, verdict);
  }

  private Response invoke(RouteSpec route, ObjectNode event) {
    CompletableFuture<Invocation> invocation =
        functions.invoke(route.function(), event.toString().getBytes(StandardCharsets.UTF_8));
    try {
      return Response.of(invocation.get(route.timeout().toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      invocation.cancel(false);
      return Response.ofGateway(503, "Service Unavailable");
    } catch (ExecutionException e) {
      return Response.ofGateway(500, "Internal Server Error");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Response.ofGateway(503, "Service Unavailable");
    }
  }
}
