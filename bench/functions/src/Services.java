import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** DynamoDB and Step Functions over TLS, answering at once from memory: only the client costs. */
final class Services implements AutoCloseable {

  static final char[] PASSWORD = "bench-only".toCharArray();

  private final Path keyStore;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpsServer server;

  Services(Path keyStore) throws IOException {
    this.keyStore = keyStore;
    this.server = start(0);
  }

  String endpoint() {
    return "https://localhost:" + server.getAddress().getPort();
  }

  /** Ends every connection and forgets every TLS session, as hours would between snapshot and restore. */
  void forgetConnections() throws IOException {
    int port = server.getAddress().getPort();
    server.stop(0);
    server = start(port);
  }

  private HttpsServer start(int port) throws IOException {
    HttpsServer created = HttpsServer.create(new InetSocketAddress("localhost", port), 0);
    created.setHttpsConfigurator(new HttpsConfigurator(tls()));
    created.setExecutor(threads);
    created.createContext("/", Services::answer);
    created.start();
    return created;
  }

  private SSLContext tls() throws IOException {
    try (InputStream file = Files.newInputStream(keyStore)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(file, PASSWORD);
      KeyManagerFactory managers = KeyManagerFactory.getInstance("SunX509");
      managers.init(keys, PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      String operation = target.substring(target.indexOf('.') + 1);
      if (operation.equals("StartExecution") && !body.matches("(?s).*\"input\"\\s*:\\s*\"\\{.*")) {
        send(exchange, 400, "{\"__type\":\"InvalidExecutionInput\",\"message\":\"Invalid State Machine Execution Input\"}");
      } else if (operation.equals("StartExecution")) {
        send(exchange, 200, "{\"executionArn\":\"arn:aws:states:us-east-1:123456789012:execution:report:e\",\"startDate\":1.7E9}");
      } else if (operation.equals("TransactWriteItems") && body.contains("status_order = :order")) {
        send(exchange, 400, "{\"__type\":\"com.amazonaws.dynamodb.v20120810#TransactionCanceledException\","
                + "\"Message\":\"Transaction cancelled\",\"CancellationReasons\":[{\"Code\":\"ConditionalCheckFailed\"},{\"Code\":\"None\"}]}");
      } else if (operation.equals("Query")) {
        send(exchange, 200, "{\"Items\":[],\"Count\":0,\"ScannedCount\":0}");
      } else {
        send(exchange, 200, "{}");
      }
    }
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    exchange.getResponseHeaders().set("x-amzn-RequestId", "bench");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
