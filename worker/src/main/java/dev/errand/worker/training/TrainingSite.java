package dev.errand.worker.training;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** The program of the {@link TrainingServer}. It prints its two ports, that of TLS second. */
final class TrainingSite {

  private TrainingSite() {}

  public static void main(String[] args) throws IOException, NoSuchAlgorithmException {
    System.setProperty("javax.net.ssl.keyStore", args[0]);
    System.setProperty("javax.net.ssl.keyStorePassword", TrainingServer.PASSWORD);
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpsServer secure = HttpsServer.create(anyPort, 0);
    secure.setHttpsConfigurator(new HttpsConfigurator(SSLContext.getDefault()));
    serve(HttpServer.create(anyPort, 0));
    serve(secure);
  }

  private static void serve(HttpServer server) {
    ExecutorService threads = Executors.newCachedThreadPool();
    MemoryBucket bucket = new MemoryBucket();
    server.createContext("/v1/records", MadeUpRecords::answer);
    server.createContext("/" + TrainingServer.BUCKET, bucket::answer);
    server.createContext("/", exchange -> Answers.send(exchange, 200, "{}"));
    server.setExecutor(threads);
    server.start();
    System.out.println(server.getAddress().getPort());
  }
}
