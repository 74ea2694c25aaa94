package dev.errand.functions.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.functions.webhook.Delivery;
import dev.errand.functions.webhook.Targets;
import dev.errand.functions.webhook.TryError;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a client could make us connect to: nothing but public hosts by their names. No test connects
 * to anything but this machine; a resolver of its own answers for every name.
 */
class ForgeryTest {

  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final Targets PUBLIC = new Targets(List.of(), false);
  private static final Targets STAGE = new Targets(List.of(), true);

  private final HostileServer server = HostileServer.start();
  private final HostileServer elsewhere = HostileServer.start();

  @AfterEach
  void close() {
    server.close();
    elsewhere.close();
  }

  /** With the port of a server on this machine, which must see no connection. */
  static Stream<String> addressesInEveryNotation() {
    return Stream.of(
        "https://127.0.0.1:PORT/",
        "https://127.1:PORT/",
        "https://127.0.1:PORT/",
        "https://2130706433:PORT/",
        "https://0x7f000001:PORT/",
        "https://0x7f.0.0.1:PORT/",
        "https://017700000001:PORT/",
        "https://0177.0.0.1:PORT/",
        "https://127.0.0.1.:PORT/",
        "https://0:PORT/",
        "https://0.0.0.0:PORT/",
        "https://localhost:PORT/",
        "https://LOCALHOST:PORT/",
        "https://localhost.:PORT/",
        "https://[::1]:PORT/",
        "https://[::]:PORT/",
        "https://[0:0:0:0:0:0:0:1]:PORT/",
        "https://[::ffff:127.0.0.1]:PORT/",
        "https://[::ffff:7f00:1]:PORT/",
        "https://[::127.0.0.1]:PORT/",
        "https://[64:ff9b::7f00:1]:PORT/",
        "https://[64:ff9b::127.0.0.1]:PORT/",
        "https://[2002:7f00:1::]:PORT/",
        "https://[fe80::1%25lo]:PORT/",
        "https://[fd00:ec2::254]:PORT/latest/meta-data/",
        "https://169.254.169.254/latest/meta-data/",
        "https://169.254.170.2/v2/credentials",
        "https://2852039166/latest/meta-data/",
        "https://0xa9fea9fe/latest/meta-data/",
        "https://10.0.0.1/",
        "https://user@127.0.0.1:PORT/",
        "https://hooks.example.com@127.0.0.1:PORT/",
        "https://127.0.0.1:PORT\\@hooks.example.com/",
        "https://127.0.0.1:PORT#@hooks.example.com/",
        "https://127.0.0.1%2f:PORT/",
        "https://１２７.0.0.1:PORT/",
        "http://127.0.0.1:PORT/",
        "http://hooks.example.com/",
        "file:///etc/passwd",
        "ftp://127.0.0.1:PORT/",
        "gopher://127.0.0.1:PORT/",
        "//127.0.0.1:PORT/",
        "https:127.0.0.1:PORT",
        "https://:PORT/",
        "https://hooks.example.com:0/",
        "https://hooks.example.com:99999/",
        "");
  }

  @ParameterizedTest
  @MethodSource("addressesInEveryNotation")
  void anAddressInAnyNotationIsRefusedBeforeAnyNameIsLookedUp(String url) {
    Sender sender =
        sender(
            PUBLIC,
            host -> {
              throw new AssertionError("looked up " + host);
            });

    Delivery.Try result = post(sender, url.replace("PORT", Integer.toString(server.port())));

    assertThat(result.error()).contains(TryError.ADDRESS_REFUSED);
    assertThat(server.connections()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "203.0.113.9",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "::ffff:10.0.0.1",
        "::10.0.0.1",
        "64:ff9b::a00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:a00:1::",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void aNameWithAnAddressThatIsNotPublicIsRefused(String address) throws Exception {
    InetAddress[] mixed = {InetAddress.getByName("8.8.8.8"), InetAddress.getByName(address)};
    Sender sender = sender(PUBLIC, host -> mixed);

    Delivery.Try result = post(sender, "https://rebound.example.com:" + server.port() + "/");

    assertThat(result.error()).contains(TryError.ADDRESS_REFUSED);
    assertThat(server.connections()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"8.8.8.8", "100.63.255.255", "100.128.0.1", "172.32.0.1", "2606:4700::1111"})
  void aPublicAddressIsNotRefused(String address) throws Exception {
    assertThat(
            new GuardedResolver(host -> new InetAddress[] {InetAddress.getByName(address)}, PUBLIC)
                .resolve("hooks.example.com"))
        .hasSize(1);
  }

  /** The second look-up would be answered with this machine; there is none. */
  @Test
  void aNameThatChangesItsAddressIsLookedUpOnceForEachConnection() throws Exception {
    Queue<InetAddress> answers = new ArrayDeque<>();
    answers.add(InetAddress.getByName("10.0.0.1"));
    answers.add(InetAddress.getLoopbackAddress());
    Sender sender = sender(PUBLIC, host -> new InetAddress[] {answers.remove()});
    String url = "https://rebound.example.com:" + server.port() + "/";

    assertThat(post(sender, url).error()).contains(TryError.ADDRESS_REFUSED);
    assertThat(answers).hasSize(1);
    assertThat(post(sender, url).error()).contains(TryError.ADDRESS_REFUSED);
    assertThat(answers).isEmpty();
    assertThat(server.connections()).isZero();
  }

  /** Names resolve to this machine even on the stage only if they are its own. */
  @Test
  void theStageConnectsToItselfByItsOwnNamesOnly() {
    Sender sender = sender(STAGE, host -> new InetAddress[] {InetAddress.getLoopbackAddress()});

    assertThat(post(sender, "https://rebound.example.com:" + server.port() + "/").error())
        .contains(TryError.ADDRESS_REFUSED);
    assertThat(post(sender, "http://rebound.example.com:" + server.port() + "/").error())
        .contains(TryError.ADDRESS_REFUSED);
    assertThat(server.connections()).isZero();
    server.answer("HTTP/1.1 204 No Content\r\n\r\n");
    assertThat(post(sender, "http://localhost:" + server.port() + "/").statusCode()).contains(204);
  }

  @Test
  void onlyHostsOnTheListAreAllowedIfThereIsOne() {
    Targets some = new Targets(List.of("hooks.example.com", "*.example.org"), false);

    assertThat(some.refusal("https://hooks.example.com/a")).isEmpty();
    assertThat(some.refusal("https://HOOKS.example.com/a")).isEmpty();
    assertThat(some.refusal("https://a.b.example.org/")).isEmpty();
    for (String host :
        List.of("example.com", "x.hooks.example.com", "example.org", "badexample.org")) {
      assertThat(some.refusal("https://" + host + "/")).as(host).isPresent();
    }
  }

  @Test
  void aHostWithoutAnAddressHasAnErrorOfItsOwn() {
    Sender sender =
        sender(
            PUBLIC,
            host -> {
              throw new UnknownHostException(host);
            });

    assertThat(post(sender, "https://hooks.example.com/").error()).contains(TryError.UNKNOWN_HOST);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aRedirectIsAnAnswerThatIsNotFollowed(int status) {
    server.answer(
        "HTTP/1.1 %d Moved\r\nLocation: http://127.0.0.1:%d/\r\nContent-Length: 0\r\n\r\n"
            .formatted(status, elsewhere.port()));

    Delivery.Try result = toServer();

    assertThat(result.statusCode()).contains(status);
    assertThat(result.isSuccess()).isFalse();
    assertThat(elsewhere.connections()).isZero();
  }

  @Test
  @Timeout(20)
  void anEndlessBodyIsNotRead() {
    server.answerEndlessly("HTTP/1.1 200 OK\r\n\r\n", "x".repeat(65_536));

    assertThat(toServer().isSuccess()).isTrue();
    assertThat(server.sentBytes()).isLessThan(16 << 20);
  }

  @Test
  @Timeout(20)
  void aChunkedBodyWithoutAnEndIsNotRead() {
    server.answerEndlessly(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        "1000\r\n" + "x".repeat(4096) + "\r\n");

    assertThat(toServer().isSuccess()).isTrue();
  }

  @Test
  @Timeout(20)
  void endlessHeadersAreNotRead() {
    server.answerEndlessly("HTTP/1.1 200 OK\r\n", "X-More: y\r\n");

    assertThat(toServer().error()).contains(TryError.INVALID_ANSWER);
    assertThat(server.sentBytes()).isLessThan(16 << 20);
  }

  @Test
  @Timeout(20)
  void anEndlessHeaderIsNotRead() {
    server.answerEndlessly("HTTP/1.1 200 OK\r\nX-More: ", "y".repeat(4096));

    assertThat(toServer().error()).contains(TryError.INVALID_ANSWER);
    assertThat(server.sentBytes()).isLessThan(16 << 20);
  }

  @Test
  @Timeout(20)
  void interimAnswersDoNotProlongATry() {
    server.answerEndlessly("", "HTTP/1.1 102 Processing\r\n\r\n");

    assertThat(toServer().error()).contains(TryError.TIMEOUT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "H", "HTTP/1.1 200 OK\r\nX: "})
  @Timeout(20)
  void anAnswerThatStopsEndsWithTheTime(String beginning) {
    server.answerAndHang(beginning);
    Instant began = Instant.now();

    Delivery.Try result = toServer();

    assertThat(result.error()).contains(TryError.TIMEOUT);
    assertThat(Duration.between(began, Instant.now())).isLessThan(LIMIT.multipliedBy(3));
  }

  @Test
  @Timeout(20)
  void anAnswerThatComesByteByByteEndsWithTheTime() {
    server.answerSlowly("HTTP/1.1 200 OK\r\nX-Slow: " + "y".repeat(200) + "\r\n\r\n");

    assertThat(toServer().error()).contains(TryError.TIMEOUT);
  }

  @Test
  void whatIsNoHttpIsNoAnswer() {
    server.answer("SSH-2.0-OpenSSH_9.2\r\n\r\n");

    assertThat(toServer().isSuccess()).isFalse();
  }

  /** A look-up that hangs cannot be ended. The call ends without it. */
  @Test
  @Timeout(20)
  void aNameThatIsNeverAnsweredEndsWithTheTime() {
    CountDownLatch ended = new CountDownLatch(1);
    Sender sender =
        sender(
            PUBLIC,
            host -> {
              try {
                ended.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              throw new UnknownHostException(host);
            });

    assertThat(post(sender, "https://hooks.example.com/").error()).contains(TryError.TIMEOUT);
    ended.countDown();
  }

  private Delivery.Try toServer() {
    return post(
        sender(STAGE, InetAddress::getAllByName), "http://127.0.0.1:" + server.port() + "/hook");
  }

  private static Delivery.Try post(Sender sender, String url) {
    return sender.post(url, Map.of("webhook-id", "evt"), "{}");
  }

  private static Sender sender(Targets targets, Resolver resolver) {
    return new Sender(targets, resolver, LIMIT, Clock.systemUTC());
  }
}
