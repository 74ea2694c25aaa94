import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/** Sends one kind of request over some connections for some time, and prints operations a second. */
final class Load {

  private static final String UPDATE =
      """
      {"TableName": "bench", "Key": {"p": {"S": "p%1$d"}, "s": {"N": "%1$d"}},
       "UpdateExpression": "SET n = :n, t = :t", "ConditionExpression": "n < :n",
       "ExpressionAttributeValues": {":n": {"N": "%2$d"}, ":t": {"S": "changed"}}}
      """;
  private static final String PUT =
      """
      {"TableName": "bench", "Item": {"p": {"S": "p%1$d"}, "s": {"N": "%1$d"}, "n": {"N": "0"},
       "g": {"S": "g%2$d"}, "t": {"S": "%3$s"}}}
      """;
  private static final String GET =
      "{\"TableName\": \"bench\", \"Key\": {\"p\": {\"S\": \"p%1$d\"}, \"s\": {\"N\": \"%1$d\"}}}";
  private static final String QUERY =
      """
      {"TableName": "bench", "IndexName": "by-g", "KeyConditionExpression": "g = :g",
       "ExpressionAttributeValues": {":g": {"S": "g%1$d"}}, "Limit": 10}
      """;
  private static final int ITEMS = 1000;

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    String operation = arguments[1];
    int connections = Integer.parseInt(arguments[2]);
    if (operation.equals("prepare")) {
      try (Connection connection = new Connection(port)) {
        connection.send("CreateTable", TABLE);
        for (int i = 0; i < ITEMS; i++) {
          connection.send("PutItem", PUT.formatted(i, i % 50, "x".repeat(300)));
        }
      }
      return;
    }
    run(port, operation, connections, Double.parseDouble(arguments[3]));
    System.out.printf(
        Locale.ROOT,
        "%.0f%n",
        run(port, operation, connections, Double.parseDouble(arguments[4])));
  }

  private static double run(int port, String operation, int connections, double seconds)
      throws Exception {
    LongAdder done = new LongAdder();
    AtomicBoolean running = new AtomicBoolean(true);
    List<Thread> threads = new ArrayList<>();
    long begun = System.nanoTime();
    for (int i = 0; i < connections; i++) {
      int first = i * 331;
      Thread thread = new Thread(() -> repeat(port, operation, first, running, done));
      thread.start();
      threads.add(thread);
    }
    Thread.sleep((long) (seconds * 1000));
    running.set(false);
    double rate = done.sum() / ((System.nanoTime() - begun) / 1e9);
    for (Thread thread : threads) {
      thread.join();
    }
    return rate;
  }

  private static void repeat(
      int port, String operation, int first, AtomicBoolean running, LongAdder done) {
    try (Connection connection = new Connection(port)) {
      for (int i = first; running.get(); i++) {
        switch (operation) {
          case "GetItem" -> connection.send(operation, GET.formatted(i % ITEMS));
          case "PutItem" ->
              connection.send(operation, PUT.formatted(i % ITEMS, i % 50, "x".repeat(300)));
          case "UpdateItem" ->
              connection.send(operation, UPDATE.formatted(i % ITEMS, System.nanoTime()));
          default -> connection.send(operation, QUERY.formatted(i % 50));
        }
        done.increment();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final String TABLE =
      """
      {"TableName": "bench", "BillingMode": "PAY_PER_REQUEST",
       "AttributeDefinitions": [{"AttributeName": "p", "AttributeType": "S"},
                                {"AttributeName": "s", "AttributeType": "N"},
                                {"AttributeName": "g", "AttributeType": "S"}],
       "KeySchema": [{"AttributeName": "p", "KeyType": "HASH"},
                     {"AttributeName": "s", "KeyType": "RANGE"}],
       "GlobalSecondaryIndexes": [{"IndexName": "by-g",
         "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"},
                       {"AttributeName": "s", "KeyType": "RANGE"}],
         "Projection": {"ProjectionType": "ALL"}}]}
      """;

  /** A connection that is opened again where the server closes it after each answer. */
  private static final class Connection implements AutoCloseable {
    private final int port;
    private Socket socket;
    private InputStream in;

    Connection(int port) {
      this.port = port;
    }

    void send(String operation, String body) throws IOException {
      if (socket == null) {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
      }
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      byte[] head =
          """
          POST / HTTP/1.1\r
          Host: 127.0.0.1:%d\r
          Content-Type: application/x-amz-json-1.0\r
          X-Amz-Target: DynamoDB_20120810.%s\r
          X-Amz-Date: 20260101T000000Z\r
          Authorization: AWS4-HMAC-SHA256 Credential=any/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0\r
          Content-Length: %d\r
          \r
          """
              .formatted(port, operation, bytes.length)
              .replace("\r\r", "\r")
              .getBytes(StandardCharsets.UTF_8);
      byte[] request = new byte[head.length + bytes.length];
      System.arraycopy(head, 0, request, 0, head.length);
      System.arraycopy(bytes, 0, request, head.length, bytes.length);
      socket.getOutputStream().write(request);
      String status = line();
      int length = 0;
      boolean close = status.startsWith("HTTP/1.0");
      for (String line = line(); !line.isEmpty(); line = line()) {
        String lower = line.toLowerCase(Locale.ROOT);
        if (lower.startsWith("content-length:")) {
          length = Integer.parseInt(lower.substring(15).strip());
        }
        close |= lower.equals("connection: close");
      }
      byte[] answer = in.readNBytes(length);
      if (!status.contains(" 200 ")) {
        throw new IOException(status + " " + new String(answer, StandardCharsets.UTF_8));
      }
      if (close) {
        close();
      }
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      int one = in.read();
      while (one != '\n') {
        if (one < 0) {
          throw new IOException("the server closed the connection");
        }
        if (one != '\r') {
          line.append((char) one);
        }
        one = in.read();
      }
      return line.toString();
    }

    @Override
    public void close() throws IOException {
      if (socket != null) {
        socket.close();
        socket = null;
      }
    }
  }
}
