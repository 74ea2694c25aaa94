package dev.errand.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.value.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/** OpenID Connect Discovery 1.0, as far as a verifier of tokens needs it. */
final class Discovery {

  private static final int LIMIT_MILLIS = 1500;

  private Discovery() {}

  /** Where an issuer publishes its keys. */
  static URI keysOf(String issuer) throws IOException {
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create(base + "/.well-known/openid-configuration").toURL().openConnection();
    connection.setConnectTimeout(LIMIT_MILLIS);
    connection.setReadTimeout(LIMIT_MILLIS);
    try (InputStream in = connection.getInputStream()) {
      JsonNode document = Json.MAPPER.readTree(in);
      return URI.create(document.required("jwks_uri").asText());
    } catch (IllegalArgumentException e) {
      throw new IOException("the discovery document of " + issuer + " names no keys", e);
    }
  }
}
