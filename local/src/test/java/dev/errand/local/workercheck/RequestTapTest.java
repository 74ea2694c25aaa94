package dev.errand.local.workercheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestTapTest {

  private static final byte[] BODY =
      "0123456789\r\n".repeat(5000).getBytes(StandardCharsets.US_ASCII);

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private RequestTap tap;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", RequestTapTest::echo);
    server.start();
    tap =
        RequestTap.start(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
            request -> {
              seen.add(request.method() + " " + request.target());
              return !request.target().startsWith("/dropped");
            });
  }

  @AfterEach
  void stop() {
    tap.close();
    server.stop(0);
  }

  private static void echo(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      exchange.getResponseHeaders().add("Seen-Host", exchange.getRequestHeaders().getFirst("Host"));
      exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Test
  void forwardsRequestsOfOneConnectionAsTheyAre() throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    HttpResponse<byte[]> first = put(client, "/a?x=1", BodyPublishers.ofByteArray(BODY));
    HttpResponse<byte[]> second = put(client, "/b", BodyPublishers.noBody());

    assertThat(first.body()).isEqualTo(BODY);
    assertThat(first.headers().firstValue("Seen-Host"))
        .hasValue("127.0.0.1:" + tap.endpoint().getPort());
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(seen).containsExactly("PUT /a?x=1", "PUT /b");
  }

  @Test
  void forwardsChunkedBodies() throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    BodyPublisher chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(BODY));

    assertThat(put(client, "/a", chunked).body()).isEqualTo(BODY);
    assertThat(put(client, "/b", BodyPublishers.ofByteArray(BODY)).body()).isEqualTo(BODY);
  }

  @Test
  void closesTheConnectionOfARequestThatIsNotForwarded() {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    assertThatThrownBy(() -> put(client, "/dropped", BodyPublishers.ofByteArray(BODY)))
        .isInstanceOf(IOException.class);
  }

  private HttpResponse<byte[]> put(HttpClient client, String target, BodyPublisher body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(tap.endpoint().resolve(target)).PUT(body).build(),
        BodyHandlers.ofByteArray());
  }

  @ParameterizedTest
  @CsvSource({
    "PUT,  /b/reports/r/a%20b.csv?x-id=PutObject, reports/r/a b.csv, true",
    "PUT,  /b/k?partNumber=1&uploadId=u,          k,                 false",
    "POST, /b/k?uploads,                          k,                 false",
    "POST, /b/k?uploadId=u,                       k,                 true"
  })
  void recognizesWritesToABucket(String method, String target, String key, boolean isOfObject) {
    assertThat(write(method, target)).hasValue(new BucketWrite(key, isOfObject));
  }

  @ParameterizedTest
  @CsvSource({"GET, /b/k", "HEAD, /b/k", "PUT, /b", "POST, /b?delete", "DELETE, /b/k"})
  void recognizesOtherRequests(String method, String target) {
    assertThat(write(method, target)).isEmpty();
  }

  private static Optional<BucketWrite> write(String method, String target) {
    return BucketWrite.of(new HttpHead("", method, target, 0, false));
  }
}
