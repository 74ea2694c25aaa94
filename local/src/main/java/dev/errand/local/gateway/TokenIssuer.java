package dev.errand.local.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.errand.local.console.LoopbackHost;
import dev.errand.states.value.Json;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Issues tokens to clients of the stage: OAuth 2.0's client credentials grant, with a client's UUID
 * as {@code client_id} and no secret, since every program that can reach the loopback interface is
 * trusted here; OpenID discovery and published keys for verifiers.
 */
public final class TokenIssuer implements AutoCloseable {

  /** The audience of the stage's tokens. */
  public static final String AUDIENCE = "errand";

  private static final Duration LIFETIME = Duration.ofHours(1);
  private static final String DEFAULT_SCOPE = "reports:read reports:write";

  /**
   * The names of the claims with the client and the scopes.
   *
   * @param client the claim with the client's UUID, beside {@code client_id}
   * @param scope the claim with the scopes: a text if it is {@code scope}, otherwise a list
   */
  public record Claims(String client, String scope) {

    /** The claims that the template's parameters name, or else their defaults. */
    public static Claims of(Map<String, String> parameters) {
      return new Claims(
          parameters.getOrDefault("ClientClaim", "client_id"),
          parameters.getOrDefault("ScopeClaim", "scope"));
    }

    Object scopes(String granted) {
      return scope.equals("scope") ? granted : List.of(granted.split(" "));
    }
  }

  private final RSAKey key;
  private final Claims claims;
  private final Clock clock;
  private final Javalin server;

  private TokenIssuer(RSAKey key, Claims claims, Clock clock) {
    this.key = key;
    this.claims = claims;
    this.clock = clock;
    this.server =
        Javalin.create(
                config -> {
                  config.startup.showJavalinBanner = false;
                  config.routes.before(TokenIssuer::refuseOtherHosts);
                  config.routes.get("/.well-known/openid-configuration", this::discover);
                  config.routes.get("/.well-known/jwks.json", this::keys);
                  config.routes.post("/oauth2/token", this::token);
                })
            .start("127.0.0.1", 0);
  }

  /**
   * Starts on a free port.
   *
   * @param key signs the tokens; only its public part is published
   */
  public static TokenIssuer start(RSAKey key, Claims claims, Clock clock) {
    return new TokenIssuer(key, claims, clock);
  }

  /** The {@code iss} of its tokens. */
  public URI issuer() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /** Where tokens are asked for. */
  public URI tokenEndpoint() {
    return issuer().resolve("/oauth2/token");
  }

  private void discover(Context context) {
    ObjectNode document = Json.object();
    document.put("issuer", issuer().toString());
    document.put("token_endpoint", tokenEndpoint().toString());
    document.put("jwks_uri", issuer().resolve("/.well-known/jwks.json").toString());
    document.putArray("grant_types_supported").add("client_credentials");
    document.putArray("response_types_supported").add("token");
    document.putArray("subject_types_supported").add("public");
    document.putArray("id_token_signing_alg_values_supported").add("RS256");
    context.contentType("application/json").result(document.toString());
  }

  private void keys(Context context) {
    context.contentType("application/json").result(new JWKSet(key).toString(true));
  }

  private void token(Context context) {
    context.header("Cache-Control", "no-store");
    if (!"client_credentials".equals(context.formParam("grant_type"))) {
      refuse(context, "unsupported_grant_type");
      return;
    }
    Optional<UUID> client = client(context);
    if (client.isEmpty()) {
      refuse(context, "invalid_client");
      return;
    }
    String scope = Optional.ofNullable(context.formParam("scope")).orElse(DEFAULT_SCOPE);
    context.contentType("application/json").result(grant(client.get(), scope));
  }

  /**
   * A token, in the JSON that the token endpoint answers.
   *
   * @param scope with spaces between
   */
  public String grant(UUID client, String scope) {
    ObjectNode answer = Json.object();
    answer.put("access_token", sign(client, scope));
    answer.put("token_type", "Bearer");
    answer.put("expires_in", LIFETIME.toSeconds());
    answer.put("scope", scope);
    return answer.toString();
  }

  private String sign(UUID client, String scope) {
    Instant now = clock.instant();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID(key.getKeyID())
                .type(JOSEObjectType.JWT)
                .build(),
            new JWTClaimsSet.Builder()
                .issuer(issuer().toString())
                .audience(AUDIENCE)
                .subject(client.toString())
                .claim("client_id", client.toString())
                .claim(claims.client(), client.toString())
                .claim(claims.scope(), claims.scopes(scope))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .jwtID(UUID.randomUUID().toString())
                .build());
    try {
      token.sign(new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("an RSA key signs with RSA", e);
    }
    return token.serialize();
  }

  private static Optional<UUID> client(Context context) {
    String basic = Optional.ofNullable(context.header("Authorization")).orElse("");
    String id = context.formParam("client_id");
    try {
      if (id == null && basic.startsWith("Basic ")) {
        String pair =
            new String(
                Base64.getDecoder().decode(basic.substring("Basic ".length())),
                StandardCharsets.UTF_8);
        id = pair.substring(0, Math.max(0, pair.indexOf(':')));
      }
      return Optional.ofNullable(id).map(UUID::fromString);
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }

  /** Protects from DNS rebinding: a page of another site must not get tokens. */
  private static void refuseOtherHosts(Context context) {
    if (!LoopbackHost.names(context.header("Host"))) {
      throw new HttpResponseException(421, "This is 127.0.0.1.");
    }
  }

  private static void refuse(Context context, String error) {
    context.status(error.equals("invalid_client") ? 401 : 400);
    context.contentType("application/json").result("{\"error\":\"" + error + "\"}");
  }

  @Override
  public void close() {
    server.stop();
  }
}
