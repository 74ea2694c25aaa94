package dev.errand.functions.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A server on this machine that answers with any bytes, and counts who connects. */
final class HostileServer implements AutoCloseable {

  /** Sends an answer. */
  private interface Script {
    void run(OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket socket;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicLong sent = new AtomicLong();
  private volatile Script script = out -> {};

  private HostileServer(ServerSocket socket) {
    this.socket = socket;
  }

  static HostileServer start() {
    try {
      HostileServer server =
          new HostileServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      Future<?> unused = server.threads.submit(server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  long sentBytes() {
    return sent.get();
  }

  void answer(String text) {
    script = out -> send(out, text);
  }

  void answerEndlessly(String beginning, String repeated) {
    script =
        out -> {
          send(out, beginning);
          while (true) {
            send(out, repeated);
          }
        };
  }

  void answerAndHang(String beginning) {
    script =
        out -> {
          send(out, beginning);
          TimeUnit.MINUTES.sleep(1);
        };
  }

  void answerSlowly(String text) {
    script =
        out -> {
          for (int i = 0; i < text.length(); i++) {
            send(out, text.substring(i, i + 1));
            TimeUnit.MILLISECONDS.sleep(50);
          }
        };
  }

  private void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
    sent.addAndGet(text.length());
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        connections.incrementAndGet();
        Future<?> unused = threads.submit(() -> serve(connection));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = connection.getInputStream();
      byte[] request = new byte[4096];
      int read = in.read(request);
      if (read > 0) {
        script.run(connection.getOutputStream());
      }
    } catch (IOException ended) {
      // the other side has had enough
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
