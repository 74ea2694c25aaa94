package dev.errand.functions.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A proxy in front of a server. It passes bytes on unchanged and records the requests. */
public final class Relay implements AutoCloseable {

  /** One connection of a client; cut, it stays open and says nothing any more. */
  private static final class Connection {
    final Socket client;
    final Socket server;
    final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    volatile boolean cut;

    Connection(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }
  }

  private final URI target;
  private final ServerSocket listener;
  private final List<Connection> connections = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private Relay(URI target, ServerSocket listener) {
    this.target = target;
    this.listener = listener;
  }

  /** Starts a proxy of the server at an address. */
  public static Relay before(URI target) throws IOException {
    Relay relay = new Relay(target, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    relay.threads.execute(relay::accept);
    return relay;
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** The requests so far, connection by connection. */
  public List<AwsCall> calls() {
    return connections.stream()
        .flatMap(connection -> AwsCall.readAll(bytesOf(connection)).stream())
        .toList();
  }

  /** Leaves every connection dead without a word, as it is for who is restored hours later. */
  public void cutConnections() {
    connections.forEach(connection -> connection.cut = true);
  }

  private static byte[] bytesOf(Connection connection) {
    synchronized (connection.sent) {
      return connection.sent.toByteArray();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Connection connection =
            new Connection(client, new Socket(target.getHost(), target.getPort()));
        connections.add(connection);
        threads.execute(() -> copy(connection, client, connection.server, true));
        threads.execute(() -> copy(connection, connection.server, client, false));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void copy(Connection connection, Socket from, Socket to, boolean taken) {
    byte[] buffer = new byte[8192];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        if (connection.cut) {
          continue;
        }
        if (taken) {
          synchronized (connection.sent) {
            connection.sent.write(buffer, 0, length);
          }
        }
        out.write(buffer, 0, length);
      }
      if (!connection.cut) {
        to.shutdownOutput();
      }
    } catch (IOException ended) {
      // by either side
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Connection connection : connections) {
        connection.client.close();
        connection.server.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      threads.shutdownNow();
    }
  }
}
