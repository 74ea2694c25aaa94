package dev.errand.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.job.ShapedApi.Shape;
import dev.errand.worker.records.ApiSecret;
import dev.errand.worker.records.Proxies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How requests of declared sources are authenticated, paced and routed. */
@Timeout(60)
class DeclaredAuthTest {

  private static final List<ObjectNode> ORDERS = Orders.of(20);

  @TempDir Path folder;

  @Test
  void basicSendsTheSecretAsUserAndPassword() throws Exception {
    try (ShapedApi api = new ShapedApi(Shape.CURSOR, ORDERS)) {
      TypeJob job = new TypeJob(folder).with(ApiSecret.fixed("user:pass"));
      job.run(type("\"basic\""), api.endpoint(), "{}");
      assertThat(api.authorizations()).hasSize(3).containsOnly("Basic dXNlcjpwYXNz");
    }
  }

  @Test
  void aKeyInTheQueryIsInEveryRequestAndInNoMessage() throws Exception {
    try (ShapedApi api = new ShapedApi(Shape.NEXT_LINK, ORDERS)) {
      TypeJob job = new TypeJob(folder).with(ApiSecret.fixed("k3y"));
      api.failsWith(ShapedApi.at(2, ShapedApi.status(500)));
      job.run(
          type("{\"api_key\": {\"query\": \"key\"}}")
              .replace(Shape.CURSOR.page, Shape.NEXT_LINK.page),
          api.endpoint(),
          "{}");
      assertThat(api.requests()).hasSize(4).allMatch(uri -> uri.getQuery().endsWith("key=k3y"));
      assertThat(job.log).isNotEmpty().noneMatch(line -> line.contains("k3y"));
    }
  }

  @Test
  void aKeyInAHeaderReplacesTheAuthorization() throws Exception {
    try (ShapedApi api = new ShapedApi(Shape.CURSOR, ORDERS)) {
      List<String> keys = new CopyOnWriteArrayList<>();
      api.failsWith(
          (exchange, page) -> {
            keys.add(exchange.getRequestHeaders().getFirst("X-Api-Key"));
            return false;
          });
      new TypeJob(folder)
          .run(type("{\"api_key\": {\"header\": \"X-Api-Key\"}}"), api.endpoint(), "{}");
      assertThat(keys).hasSize(3).containsOnly("secret");
      assertThat(api.authorizations()).containsOnly("null");
    }
  }

  @Test
  void aTokenIsRenewedBeforeItExpiresAndWhenItIsRejected() throws Exception {
    try (TokenServer tokens = new TokenServer(3600, 0, 3600);
        ShapedApi api = new ShapedApi(Shape.CURSOR, ORDERS)) {
      api.failsWith(ShapedApi.at(2, ShapedApi.status(401)));
      TypeJob job = new TypeJob(folder).with(ApiSecret.fixed("client:secret"));
      job.run(tokens.type(), api.endpoint(), "{}");
      assertThat(job.rows()).isEqualTo(Orders.csv(ORDERS));
      assertThat(api.authorizations())
          .containsExactly("Bearer token1", "Bearer token1", "Bearer token2", "Bearer token3");
      assertThat(tokens.requests)
          .containsOnly("Basic Y2xpZW50OnNlY3JldA== grant_type=client_credentials&scope=read+all");
    }
  }

  /** RFC 6749, section 2.3.1. */
  @Test
  void anIdAndASecretOfAClientAreEncoded() throws Exception {
    try (TokenServer tokens = new TokenServer(3600);
        ShapedApi api = new ShapedApi(Shape.CURSOR, ORDERS)) {
      new TypeJob(folder)
          .with(ApiSecret.fixed("my client:s:e+c"))
          .run(tokens.type(), api.endpoint(), "{}");
      String credentials =
          Base64.getEncoder()
              .encodeToString("my+client:s%3Ae%2Bc".getBytes(StandardCharsets.US_ASCII));
      assertThat(tokens.requests)
          .allMatch(request -> request.startsWith("Basic " + credentials + " "));
    }
  }

  @Test
  void anApiThatRejectsEveryTokenFailsTheReport() throws Exception {
    try (TokenServer tokens = new TokenServer(60, 60, 60, 60);
        ShapedApi api = new ShapedApi(Shape.CURSOR, ORDERS)) {
      api.failsWith(ShapedApi.status(401));
      TypeJob job = new TypeJob(folder).with(ApiSecret.fixed("client:secret"));
      assertThatThrownBy(() -> job.run(tokens.type(), api.endpoint(), "{}"))
          .isInstanceOf(WorkerFailure.class)
          .hasMessageContaining("status 401")
          .hasMessageNotContaining("token");
    }
  }

  @Test
  void requestsOfAllWindowsKeepTheMaximumRate() throws Exception {
    try (ShapedApi api = new ShapedApi(Shape.CURSOR, ORDERS)) {
      Instant start = Instant.now();
      new TypeJob(folder)
          .run(type("\"none\", \"max_requests_per_second\": 10"), api.endpoint(), "{}");
      assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofMillis(200));
    }
  }

  @Test
  void anUsedUpQuotaDelaysTheNextRequest() throws Exception {
    try (ShapedApi api = new ShapedApi(Shape.CURSOR, ORDERS)) {
      api.failsWith(
          ShapedApi.at(
              1,
              (exchange, page) -> {
                exchange.getResponseHeaders().add("RateLimit", "\"default\";r=0;t=1");
                return false;
              }));
      Instant start = Instant.now();
      new TypeJob(folder).run(type("\"bearer\""), api.endpoint(), "{}");
      assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void requestsGoThroughTheProxyUnlessTheHostIsExcluded() throws Exception {
    try (ShapedApi api = new ShapedApi(Shape.NONE, ORDERS)) {
      URI proxy = api.endpoint().resolve("/");
      URI elsewhere = URI.create("http://api.example/api");
      TypeJob job = new TypeJob(folder).with(Proxies.of(Map.of("http_proxy", proxy.toString())));
      String type = type("\"bearer\"").replace(Shape.CURSOR.page, "{}");
      job.run(type, elsewhere, "{}");
      assertThat(api.requests()).containsExactly(URI.create("http://api.example/api/orders"));

      TypeJob direct =
          new TypeJob(folder.resolve("2"))
              .with(
                  Proxies.of(
                      Map.of("HTTP_PROXY", "http://proxy.example:3128", "NO_PROXY", "127.0.0.1")));
      direct.run(type, api.endpoint(), "{}");
      assertThat(direct.rows()).isEqualTo(job.rows());
    }
  }

  private static String type(String auth) {
    return Orders.type(Shape.CURSOR, ", \"auth\": " + auth);
  }

  /** A token endpoint whose tokens have these lifetimes in seconds. */
  private static final class TokenServer implements AutoCloseable {
    private final HttpServer server;
    private final Queue<Integer> lifetimes = new ArrayDeque<>();
    final List<String> requests = new CopyOnWriteArrayList<>();

    TokenServer(Integer... seconds) throws IOException {
      lifetimes.addAll(List.of(seconds));
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/token",
          exchange -> {
            try (exchange) {
              requests.add(
                  exchange.getRequestHeaders().getFirst("Authorization")
                      + " "
                      + new String(
                          exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII));
              byte[] body =
                  "{\"access_token\":\"token%d\",\"expires_in\":%d}"
                      .formatted(requests.size(), Optional.ofNullable(lifetimes.poll()).orElse(0))
                      .getBytes(StandardCharsets.US_ASCII);
              exchange.sendResponseHeaders(200, body.length);
              exchange.getResponseBody().write(body);
            }
          });
      server.start();
    }

    String type() {
      return DeclaredAuthTest.type(
          "{\"oauth2\": {\"token_url\": \"http://127.0.0.1:%d/token\", \"scope\": \"read all\"}}"
              .formatted(server.getAddress().getPort()));
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
