package dev.errand.functions.testing;

import dev.errand.local.secretsmanager.SecretsManagerApi;
import io.javalin.Javalin;
import java.net.URI;
import java.util.Optional;

/** A Secrets Manager with the key of webhooks. */
public final class LocalSecrets implements AutoCloseable {

  private final Javalin server =
      Javalin.create(
              config ->
                  config.routes.post(
                      "/",
                      new SecretsManagerApi(
                          SamLocal.ACCOUNT.accessKeyId(),
                          arn ->
                              Optional.of("k".repeat(64))
                                  .filter(text -> arn.equals(SamLocal.WEBHOOK_KEY)))))
          .start("127.0.0.1", 0);

  public static LocalSecrets start() {
    return new LocalSecrets();
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  @Override
  public void close() {
    server.stop();
  }
}
