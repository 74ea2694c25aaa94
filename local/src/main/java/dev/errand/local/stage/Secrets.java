package dev.errand.local.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.errand.local.Account;
import dev.errand.states.value.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The secrets of a stage's clients: generated at its first start, and kept.
 *
 * @param recordsApiToken the bearer token of the sample records API
 * @param tokenKey signs the tokens of the stage's clients
 */
record Secrets(Account account, String recordsApiToken, RSAKey tokenKey) {

  private static final String FILE = "secrets.json";
  private static final String ACCOUNT_ID = "000000000000";
  private static final String REGION = "us-east-1";

  static Secrets of(DataFolder folder) {
    Path file = folder.path().resolve(FILE);
    if (!Files.exists(file)) {
      SecureRandom random = new SecureRandom();
      ObjectNode drawn = Json.object();
      drawn.put("access_key_id", "AKIA" + hex(random, 8).toUpperCase(Locale.ROOT));
      drawn.put("secret_access_key", hex(random, 20));
      drawn.put("records_api_token", hex(random, 20));
      drawn.put("token_key", newKey().toJSONString());
      folder.write(FILE, drawn.toPrettyString());
    }
    try {
      JsonNode secrets = Json.MAPPER.readTree(file.toFile());
      return new Secrets(
          new Account(
              ACCOUNT_ID,
              REGION,
              secrets.required("access_key_id").asText(),
              secrets.required("secret_access_key").asText()),
          secrets.required("records_api_token").asText(),
          RSAKey.parse(secrets.required("token_key").asText()));
    } catch (IOException | ParseException | IllegalArgumentException e) {
      throw new UncheckedIOException(
          "%s is damaged: move the folder away to start with a new one".formatted(file),
          e instanceof IOException io ? io : new IOException(e));
    }
  }

  private static RSAKey newKey() {
    try {
      return new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hex(SecureRandom random, int bytes) {
    byte[] drawn = new byte[bytes];
    random.nextBytes(drawn);
    return HexFormat.of().formatHex(drawn);
  }

  @Override
  public String toString() {
    return "Secrets[" + account + "]";
  }
}
