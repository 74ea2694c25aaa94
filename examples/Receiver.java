import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A receiver of events: verifies each one, and handles it once.
 *
 * <p>java -cp standardwebhooks-1.2.0.jar Receiver.java PORT, with the secret in WEBHOOK_SECRET.
 */
final class Receiver {

  private final Webhook webhook;

  /** In a database, in a real receiver, and for as long as events may come again. */
  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  private Receiver(String secret) throws Exception {
    webhook = new Webhook(secret);
  }

  public static void main(String[] arguments) throws Exception {
    Receiver receiver = new Receiver(System.getenv("WEBHOOK_SECRET"));
    int port = Integer.parseInt(arguments[0]);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", receiver::receive);
    server.start();
    System.out.println("listening on " + server.getAddress().getPort());
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      try {
        webhook.verify(body, exchange.getRequestHeaders());
      } catch (WebhookVerificationException e) {
        exchange.sendResponseHeaders(400, -1);
        return;
      }
      if (seen.add(exchange.getRequestHeaders().getFirst("webhook-id"))) {
        handle(body);
      }
      exchange.sendResponseHeaders(204, -1);
    }
  }

  private void handle(String event) {
    System.out.println(event);
  }
}
