package dev.errand.local.s3;

import dev.errand.local.Account;
import dev.errand.local.Checkout;
import dev.errand.local.process.HttpChild;
import dev.errand.local.process.JavaCommand;
import dev.errand.local.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A running S3Proxy. The object {@code key} of a bucket is the file {@code s3/BUCKET/key} in the
 * stage's folder.
 */
public final class S3ProxyServer implements AutoCloseable {

  private static final String MAIN_CLASS = "org.gaul.s3proxy.Main";

  private final HttpChild server;
  private final Path objects;

  private S3ProxyServer(HttpChild server, Path objects) {
    this.server = server;
    this.objects = objects;
  }

  /**
   * One that is not started yet.
   *
   * @param account the only one whose signature it accepts
   * @param data the stage's folder; objects go to {@code s3} in it, the log to {@code logs}
   */
  public static S3ProxyServer in(Checkout checkout, Account account, Path data) {
    Path objects = data.resolve("s3").toAbsolutePath();
    Path settings = data.resolve("s3proxy.properties").toAbsolutePath();
    HttpChild server =
        new HttpChild(
            data.resolve("processes"),
            port -> {
              write(settings, settings(account, objects, port));
              return program(checkout, data, objects, settings);
            });
    return new S3ProxyServer(server, objects);
  }

  /**
   * Starts it and waits until it answers.
   *
   * @throws IllegalStateException if it does not, or if it is closed meanwhile
   */
  public S3ProxyServer start() {
    server.start();
    return this;
  }

  /** Starts one and waits until it answers. */
  public static S3ProxyServer start(Checkout checkout, Account account, Path data) {
    return in(checkout, account, data).start();
  }

  private static Program program(Checkout checkout, Path data, Path objects, Path settings) {
    return new Program(
        "s3proxy",
        JavaCommand.of(
            List.of(
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Dlogback.configurationFile=" + checkout.s3ProxyLogging().toAbsolutePath()),
            checkout.s3Proxy(),
            MAIN_CLASS,
            List.of("--properties", settings.toString())),
        Map.of(),
        objects,
        data.resolve("logs/s3proxy.log"));
  }

  private static Properties settings(Account account, Path objects, int port) {
    Properties settings = new Properties();
    settings.setProperty("s3proxy.endpoint", "http://127.0.0.1:" + port);
    settings.setProperty("s3proxy.authorization", "aws-v2-or-v4");
    settings.setProperty("s3proxy.identity", account.accessKeyId());
    settings.setProperty("s3proxy.credential", account.secretAccessKey());
    settings.setProperty("jclouds.provider", "filesystem-nio2");
    settings.setProperty("jclouds.identity", account.accessKeyId());
    settings.setProperty("jclouds.credential", account.secretAccessKey());
    settings.setProperty("jclouds.filesystem.basedir", objects.toString());
    return settings;
  }

  private static void write(Path file, Properties settings) {
    try {
      Files.createDirectories(file.getParent());
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try (var out = Files.newOutputStream(file)) {
        settings.store(out, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** The base URL, {@code http://127.0.0.1:PORT}. */
  public URI endpoint() {
    return server.endpoint();
  }

  /** The folder with a folder for each bucket, whose files are the objects. */
  public Path objects() {
    return objects;
  }

  @Override
  public void close() {
    server.close();
  }
}
