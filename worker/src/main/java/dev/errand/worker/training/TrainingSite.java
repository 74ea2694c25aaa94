package dev.errand.worker.training;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/**
 * The program of the {@link TrainingServer}. It writes a trust store and then prints its two ports,
 * that of TLS second.
 */
final class TrainingSite {

  private TrainingSite() {}

  public static void main(String[] args) throws IOException, GeneralSecurityException {
    trust(Path.of(args[0]), Path.of(args[1]));
    System.setProperty("javax.net.ssl.keyStore", args[0]);
    System.setProperty("javax.net.ssl.keyStorePassword", TrainingServer.PASSWORD);
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpsServer secure = HttpsServer.create(anyPort, 0);
    secure.setHttpsConfigurator(new HttpsConfigurator(SSLContext.getDefault()));
    serve(HttpServer.create(anyPort, 0));
    serve(secure);
  }

  /** Whom the JDK trusts, and this server; readable without the password, as the JDK's own. */
  private static void trust(Path keyStore, Path trustStore)
      throws IOException, GeneralSecurityException {
    char[] password = TrainingServer.PASSWORD.toCharArray();
    Path authorities = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
    KeyStore trusted = KeyStore.getInstance(authorities.toFile(), (char[]) null);
    Certificate own =
        KeyStore.getInstance(keyStore.toFile(), password).getCertificate(SelfSignedKey.ALIAS);
    trusted.setCertificateEntry("training", own);
    System.setProperty("keystore.pkcs12.certProtectionAlgorithm", "NONE");
    System.setProperty("keystore.pkcs12.macAlgorithm", "NONE");
    try (OutputStream out = Files.newOutputStream(trustStore)) {
      trusted.store(out, password);
    }
  }

  private static void serve(HttpServer server) {
    ExecutorService threads = Executors.newCachedThreadPool();
    MemoryBucket bucket = new MemoryBucket();
    server.createContext("/v1/records", MadeUpRecords::answer);
    server.createContext("/" + TrainingServer.BUCKET, bucket::answer);
    server.createContext(
        TrainingServer.CREDENTIALS,
        exchange ->
            Answers.send(
                exchange,
                200,
                """
                {"AccessKeyId": "training", "SecretAccessKey": "training", "Token": "training",
                 "Expiration": "9999-12-31T23:59:59Z"}"""));
    server.createContext("/", exchange -> Answers.send(exchange, 200, "{}"));
    server.setExecutor(threads);
    server.start();
    System.out.println(server.getAddress().getPort());
  }
}
