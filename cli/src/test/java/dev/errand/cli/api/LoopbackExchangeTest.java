package dev.errand.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackExchangeTest {

  @Test
  void sendsACallWithAllOfItsParts() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<String> request =
          CompletableFuture.supplyAsync(() -> answer(server, "HTTP/1.1 200 OK\r\n\r\n{}"));
      HttpCall call =
          HttpCall.post(
                  URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1/a%20b?c=d%26e"),
                  "application/json",
                  "{\"ü\":1}".getBytes(StandardCharsets.UTF_8))
              .with("Authorization", "Bearer t");

      HttpAnswer answer = Http.send(call);

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("{}");
      assertThat(request.get().lines())
          .startsWith("POST /v1/a%20b?c=d%26e HTTP/1.0", "Host: 127.0.0.1:" + server.getLocalPort())
          .contains(
              "Connection: close",
              "Content-Type: application/json",
              "Authorization: Bearer t",
              "Content-Length: 8")
          .endsWith("", "{\"ü\":1}");
    }
  }

  @Test
  void callsTheRootWhereTheAddressHasNoPath() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<String> request =
          CompletableFuture.supplyAsync(() -> answer(server, "HTTP/1.1 204 No Content\r\n\r\n"));

      HttpAnswer answer =
          Http.send(HttpCall.get(URI.create("http://127.0.0.1:" + server.getLocalPort())));

      assertThat(answer.status()).isEqualTo(204);
      assertThat(request.get()).startsWith("GET / HTTP/1.0\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"two\r\nlines", "tab\t", "nul\0", "ü"})
  void refusesAHeaderThatWouldEndInAnother(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Http.send(HttpCall.get(URI.create("http://127.0.0.1:1/")).with("X-Any", value)))
        .withMessageStartingWith("the header X-Any");
  }

  @Property(tries = 200)
  void readsAnyBodyWithAndWithoutItsLength(@ForAll String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    String expected = new String(body, StandardCharsets.UTF_8);

    assertThat(read("HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n", body).body())
        .isEqualTo(expected);
    assertThat(read("HTTP/1.0 500 \nServer: any\n\n", body).body()).isEqualTo(expected);
  }

  @Test
  void knowsHeadersInAnyCase() throws IOException {
    HttpAnswer answer = read("HTTP/1.1 429 Slow\r\nRETRY-after:  7 \r\nETag:\r\n\r\n", new byte[0]);

    assertThat(answer.retryAfterSeconds()).contains(7L);
    assertThat(answer.header("etag")).contains("");
    assertThat(answer.header("other")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 304})
  void readsNoBodyWhereTheStatusHasNone(int status) throws IOException {
    assertThat(read("HTTP/1.1 " + status + " Any\r\nContent-Length: 9\r\n\r\n", new byte[0]).body())
        .isEmpty();
  }

  @Test
  void doesNotWaitForMoreThanTheLength() throws IOException {
    assertThat(
            read(
                    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n",
                    "{}and more".getBytes(StandardCharsets.US_ASCII))
                .body())
        .isEqualTo("{}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                                | cut off",
        "HTTP/1.1 200 OK#                                  | cut off",
        "HTTP/1.1 200 OK#Content-Length: 3##{}             | cut off",
        "HTTP/1.1 200 OK#Content-Length: -3##{}            | no number",
        "HTTP/1.1 200 OK#Content-Length: x##{}             | no number",
        "HTTP/1.1 200 OK#Transfer-Encoding: chunked##2#{}# | in chunks",
        "HTTP/1.1 200 OK#no header##                       | without a name",
        "SSH-2.0-OpenSSH_9.2#                              | not HTTP",
        "HTTP/1.1 abc OK##                                 | not HTTP",
        "HTTP/1.1 100 Continue##HTTP/1.1 200 OK##          | not HTTP",
      })
  void refusesWhatIsNoWholeAnswer(String answer, String fault) {
    assertThatIOException()
        .isThrownBy(() -> read(answer.replace("#", "\r\n"), new byte[0]))
        .withMessageContaining(fault);
  }

  @Test
  void refusesMoreThanAnAnswerOfTheApiHas() {
    assertThatIOException()
        .isThrownBy(() -> LoopbackExchange.read(endless("HTTP/1.1 200 OK\r\n\r\n"), "GET"))
        .withMessageContaining("larger than");
    assertThatIOException()
        .isThrownBy(() -> LoopbackExchange.read(endless("HTTP/1.1 200 OK\r\nX: "), "GET"))
        .withMessageContaining("head is larger than");
    assertThatIOException()
        .isThrownBy(
            () ->
                LoopbackExchange.read(
                    endless("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"), "GET"))
        .withMessageContaining("larger than");
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:8080, true",
    "http://localhost, true",
    "http://[::1]:1, true",
    "http://127.example.com, false",
    "http://127.0.0.1.example.com, false",
    "http://localhost.example.com, false",
    "http://10.0.0.1, false",
  })
  void isForThisMachineAlone(URI uri, boolean isLoopback) {
    assertThat(Http.isLoopback(uri)).isEqualTo(isLoopback);
  }

  private static HttpAnswer read(String head, byte[] body) throws IOException {
    return LoopbackExchange.read(
        new SequenceInputStream(
            new ByteArrayInputStream(head.getBytes(StandardCharsets.UTF_8)),
            new ByteArrayInputStream(body)),
        "GET");
  }

  private static InputStream endless(String head) {
    return new SequenceInputStream(
        new ByteArrayInputStream(head.getBytes(StandardCharsets.UTF_8)),
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }

          @Override
          public int read(byte[] into, int from, int length) {
            return length;
          }
        });
  }

  /** The request that a server got; one with a body ends with a brace here. */
  private static String answer(ServerSocket server, String answer) {
    try (Socket socket = server.accept()) {
      ByteArrayOutputStream request = new ByteArrayOutputStream();
      InputStream in = socket.getInputStream();
      while (!isWhole(request.toString(StandardCharsets.UTF_8))) {
        request.write(in.read());
      }
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
      return request.toString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isWhole(String request) {
    return request.startsWith("POST") ? request.endsWith("}") : request.endsWith("\r\n\r\n");
  }
}
