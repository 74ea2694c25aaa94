package dev.errand.worker.training;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A records API, a bucket and a table on the loopback address, for one training run. */
public final class TrainingServer implements AutoCloseable {

  /** The name of the bucket. */
  public static final String BUCKET = "training";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private TrainingServer(HttpServer server) {
    this.server = server;
    MemoryBucket bucket = new MemoryBucket();
    server.createContext("/v1/records", MadeUpRecords::answer);
    server.createContext("/" + BUCKET, bucket::answer);
    server.createContext("/", exchange -> Answers.send(exchange, 200, "{}"));
    server.setExecutor(threads);
    server.start();
  }

  /** Starts on a free port. */
  public static TrainingServer start() throws IOException {
    return new TrainingServer(
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
  }

  /** Its base URL. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
