package dev.errand.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server with configured responses. To any other request it sends nothing and keeps the
 * connection open.
 */
final class UnresponsiveServer implements AutoCloseable {

  private final ServerSocket server;
  private final Map<String, String> answers;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Map<Socket, Boolean> open = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /**
   * Starts a server.
   *
   * @param answers a complete HTTP response for each regular expression of a request line
   */
  UnresponsiveServer(Map<String, String> answers) throws IOException {
    this.answers = answers;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  /** A complete response with this body. */
  static String response(int status, String headers, String body) {
    return "HTTP/1.1 %d Status\r\nConnection: close\r\n%sContent-Length: %d\r\n\r\n%s"
        .formatted(status, headers, body.getBytes(StandardCharsets.UTF_8).length, body);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** The request lines so far. */
  List<String> requests() {
    return requests;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.put(socket, true);
        threads.execute(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      String request = in.readLine();
      for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
        // the other headers
      }
      requests.add(request);
      for (Entry<String, String> answer : answers.entrySet()) {
        if (request.matches(answer.getKey())) {
          socket.getOutputStream().write(answer.getValue().getBytes(StandardCharsets.UTF_8));
          socket.close();
          return;
        }
      }
    } catch (IOException e) {
      // the worker or the test has closed the connection
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
    for (Socket socket : open.keySet()) {
      socket.close();
    }
  }
}
