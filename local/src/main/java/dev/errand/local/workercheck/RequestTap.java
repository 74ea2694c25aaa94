package dev.errand.local.workercheck;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Forwards HTTP connections to a server on this machine, byte for byte, so that signatures stay
 * valid. Each request is shown to an observer before it is forwarded.
 */
final class RequestTap implements AutoCloseable {

  private final URI server;
  private final Predicate<HttpHead> observer;
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private RequestTap(URI server, Predicate<HttpHead> observer, ServerSocket listener) {
    this.server = server;
    this.observer = observer;
    this.listener = listener;
  }

  /**
   * Starts to listen on a free port of the loopback interface.
   *
   * @param observer tells whether to forward a request, and may wait before; the connection of a
   *     request that is not forwarded is closed
   */
  static RequestTap start(URI server, Predicate<HttpHead> observer) {
    try {
      RequestTap tap =
          new RequestTap(
              server, observer, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      start(tap::accept);
      return tap;
    } catch (IOException e) {
      throw new UncheckedIOException("no port of the loopback interface is free", e);
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "request-tap");
    thread.setDaemon(true);
    thread.start();
  }

  /** The base URL, {@code http://127.0.0.1:PORT}. */
  URI endpoint() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        start(() -> relay(client));
      }
    } catch (IOException closed) {
      // no more connections
    }
  }

  private void relay(Socket client) {
    open.add(client);
    try (client;
        Socket upstream = new Socket(server.getHost(), server.getPort())) {
      client.setTcpNoDelay(true);
      upstream.setTcpNoDelay(true);
      start(() -> answer(upstream, client));
      forward(
          new BufferedInputStream(client.getInputStream()),
          new BufferedOutputStream(upstream.getOutputStream()));
    } catch (IOException | IllegalArgumentException broken) {
      // the other side sees that the connection is closed
    } finally {
      open.remove(client);
    }
  }

  private static void answer(Socket upstream, Socket client) {
    try (client) {
      upstream.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException closed) {
      // by either side
    }
  }

  private void forward(InputStream in, OutputStream out) throws IOException {
    for (Optional<HttpHead> head = HttpHead.read(in); head.isPresent(); head = HttpHead.read(in)) {
      if (!observer.test(head.get())) {
        return;
      }
      out.write(head.get().bytes());
      out.flush();
      if (head.get().isChunked()) {
        copyChunks(in, out);
      } else {
        copy(in, out, head.get().length());
      }
      out.flush();
    }
  }

  private static void copyChunks(InputStream in, OutputStream out) throws IOException {
    long size;
    do {
      String line = copyLine(in, out);
      size = Long.parseLong(line.split(";", 2)[0].strip(), 16);
      copy(in, out, size);
      if (size > 0) {
        copyLine(in, out);
      }
    } while (size > 0);
    while (!copyLine(in, out).isEmpty()) {
      // a trailer field
    }
  }

  private static String copyLine(InputStream in, OutputStream out) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException();
      }
      out.write(next);
      line.append((char) next);
    }
    out.write('\n');
    return line.toString().strip();
  }

  private static void copy(InputStream in, OutputStream out, long length) throws IOException {
    byte[] buffer = new byte[1 << 14];
    long left = length;
    while (left > 0) {
      int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        throw new EOFException();
      }
      out.write(buffer, 0, read);
      left -= read;
    }
  }

  /** Closes all connections. */
  @Override
  public void close() {
    try {
      listener.close();
      for (Socket client : open) {
        client.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
