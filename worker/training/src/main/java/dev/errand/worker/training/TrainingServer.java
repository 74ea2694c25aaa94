package dev.errand.worker.training;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A records API, a bucket, a table and task credentials on the loopback address. */
final class TrainingServer implements AutoCloseable {

  static final String BUCKET = "training";

  private static final String CREDENTIALS = "/credentials";

  /** The password of the key store, which exists only during the training run. */
  private static final String PASSWORD = "training";

  private final Path folder;
  private final Path trustStore;
  private final HttpServer plain;
  private final HttpsServer secure;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private TrainingServer(Path folder) throws IOException, GeneralSecurityException {
    this.folder = folder;
    this.trustStore = folder.resolve("trust.p12");
    KeyStore key = KeyStore.getInstance(keyStore(folder).toFile(), PASSWORD.toCharArray());
    writeTrustStore(key);
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    this.plain = HttpServer.create(anyPort, 0);
    this.secure = HttpsServer.create(anyPort, 0);
    secure.setHttpsConfigurator(new HttpsConfigurator(tls(key)));
    for (HttpServer server : List.of(plain, secure)) {
      serve(server);
    }
  }

  /** Starts on free ports. */
  static TrainingServer start() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("training");
    SelfSignedKey.create(keyStore(folder), PASSWORD, "dns:localhost,ip:127.0.0.1", SelfSignedKey.Algorithm.RSA);
    try {
      return new TrainingServer(folder);
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /** The base URL with TLS, with this name or address of the loopback interface. */
  URI secure(String host) {
    return URI.create("https://%s:%d".formatted(host, secure.getAddress().getPort()));
  }

  /** The URL of the credentials of a task. ECS serves it without TLS. */
  URI credentials() {
    return URI.create("http://127.0.0.1:%d%s".formatted(plain.getAddress().getPort(), CREDENTIALS));
  }

  /** A trust store with the authorities of the JDK and the certificate of this server. */
  Path trustStore() {
    return trustStore;
  }

  @Override
  public void close() {
    plain.stop(0);
    secure.stop(0);
    threads.shutdownNow();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path keyStore(Path folder) {
    return folder.resolve("keys.p12");
  }

  /** Writes a trust store that is readable without its password, like the one of the JDK. */
  private void writeTrustStore(KeyStore key) throws IOException, GeneralSecurityException {
    Path authorities = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
    KeyStore trusted = KeyStore.getInstance(authorities.toFile(), (char[]) null);
    trusted.setCertificateEntry(SelfSignedKey.ALIAS, key.getCertificate(SelfSignedKey.ALIAS));
    System.setProperty("keystore.pkcs12.certProtectionAlgorithm", "NONE");
    System.setProperty("keystore.pkcs12.macAlgorithm", "NONE");
    try (OutputStream out = Files.newOutputStream(trustStore)) {
      trusted.store(out, PASSWORD.toCharArray());
    }
  }

  private static SSLContext tls(KeyStore key) throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
    keys.init(key, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private void serve(HttpServer server) {
    MemoryBucket bucket = new MemoryBucket();
    server.createContext("/v1/records", GeneratedRecords::answer);
    server.createContext("/" + BUCKET, bucket::answer);
    server.createContext(
        CREDENTIALS,
        exchange ->
            Responses.send(
                exchange,
                200,
                """
                {"AccessKeyId": "training", "SecretAccessKey": "training", "Token": "training",
                 "Expiration": "9999-12-31T23:59:59Z"}"""));
    server.createContext("/", exchange -> Responses.send(exchange, 200, "{}"));
    server.setExecutor(threads);
    server.start();
  }
}
