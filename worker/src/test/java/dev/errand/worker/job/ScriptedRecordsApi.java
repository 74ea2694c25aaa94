package dev.errand.worker.job;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/** A records API with one scripted reply for each request, including faults. */
final class ScriptedRecordsApi implements AutoCloseable {

  /** The reply to a request. */
  interface Reply {
    void send(Socket socket, OutputStream out) throws IOException, InterruptedException;
  }

  private static final String AUTHORIZATION = "Authorization: Bearer ";

  private final String scheme;
  private final ServerSocket server;
  private final ConcurrentLinkedQueue<Reply> script;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  ScriptedRecordsApi(Reply... script) throws IOException {
    this("http", ServerSocketFactory.getDefault(), script);
  }

  /** Starts a server with TLS. */
  ScriptedRecordsApi(SSLContext tls, Reply... script) throws IOException {
    this("https", tls.getServerSocketFactory(), script);
  }

  private ScriptedRecordsApi(String scheme, ServerSocketFactory sockets, Reply... script)
      throws IOException {
    this.scheme = scheme;
    this.script = new ConcurrentLinkedQueue<>(List.of(script));
    this.server = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  URI endpoint() {
    return URI.create(scheme + "://127.0.0.1:" + server.getLocalPort());
  }

  /** The request lines so far. */
  List<String> requests() {
    return requests;
  }

  /** The bearer tokens of the requests so far. */
  List<String> tokens() {
    return tokens;
  }

  static Reply page(String json) {
    return (socket, out) -> out.write(response(200, "", json));
  }

  static Reply status(int status, String headers, String body) {
    return (socket, out) -> out.write(response(status, headers, body));
  }

  /** Closes the connection after a part of the page, contrary to its Content-Length. */
  static Reply incomplete(String json) {
    return (socket, out) -> {
      byte[] response = response(200, "", json);
      out.write(response, 0, response.length - json.length() / 2);
    };
  }

  /** A part of the page with a Content-Length of the same size. */
  static Reply truncated(String json) {
    return page(json.substring(0, json.length() / 2));
  }

  static Reply notHttp() {
    return (socket, out) -> out.write("ready\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  static Reply reset() {
    return (socket, out) -> {
      out.write("HTTP/1.1 200 OK\r\nContent-Le".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      socket.setSoLinger(true, 0);
    };
  }

  static Reply silence() {
    return (socket, out) -> {
      out.write(
          "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      TimeUnit.MINUTES.sleep(1);
    };
  }

  /** Each byte arrives before the read timeout, but the page never ends. */
  static Reply drip() {
    return (socket, out) -> {
      out.write("HTTP/1.1 200 OK\r\n\r\n{".getBytes(StandardCharsets.US_ASCII));
      while (true) {
        out.write(' ');
        out.flush();
        TimeUnit.MILLISECONDS.sleep(20);
      }
    };
  }

  private static byte[] response(int status, String headers, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String response =
        "HTTP/1.1 %d Status\r\nConnection: close\r\n%sContent-Length: %d\r\n\r\n%s"
            .formatted(status, headers, bytes.length, body);
    return response.getBytes(StandardCharsets.UTF_8);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        threads.execute(() -> serve(socket));
      } catch (IOException | RejectedExecutionException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      requests.add(in.readLine());
      for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
        if (line.startsWith(AUTHORIZATION)) {
          tokens.add(line.substring(AUTHORIZATION.length()));
        }
      }
      Reply reply = script.poll();
      if (reply == null) {
        reply = status(500, "", "the script has no further reply");
      }
      reply.send(socket, socket.getOutputStream());
    } catch (IOException | InterruptedException e) {
      // the worker or the test has closed the connection
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
