package dev.errand.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.errand.local.Account;
import dev.errand.local.lambda.Invocation;
import dev.errand.local.template.AccessSpec;
import dev.errand.local.template.RouteSpec;
import dev.errand.local.template.ThrottlingSpec;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JwtAuthorizerTest {

  private static final String CLIENT = "1266cd5a-1dfa-44f2-83ca-534c30b38555";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static RSAKey key;
  private static TokenIssuer issuer;
  private static HttpApi api;

  @BeforeAll
  static void start() throws Exception {
    key = new RSAKeyGenerator(2048).keyID("k1").generate();
    issuer = TokenIssuer.start(key, TokenIssuer.Claims.of(Map.of()), Clock.systemUTC());
    api =
        HttpApi.start(
            List.of(
                route("/read", Optional.of(access(List.of("reports:read", "reports:admin")))),
                route("/any", Optional.of(access(List.of()))),
                route("/open", Optional.empty()),
                new RouteSpec(
                    "GET",
                    "/rare",
                    "Echo",
                    Duration.ofSeconds(5),
                    Optional.empty(),
                    Optional.of(new ThrottlingSpec(2, 0.001)))),
            (function, event) ->
                CompletableFuture.completedFuture(
                    new Invocation.Success(new String(event, StandardCharsets.UTF_8))),
            new Account("000000000000", "us-east-1", "id", "secret"),
            0);
  }

  @AfterAll
  static void stop() {
    api.close();
    issuer.close();
  }

  private static RouteSpec route(String path, Optional<AccessSpec> access) {
    return new RouteSpec("GET", path, "Echo", Duration.ofSeconds(5), access, Optional.empty());
  }

  private static AccessSpec access(List<String> scopes) {
    return new AccessSpec(
        issuer.issuer().toString(), List.of(TokenIssuer.AUDIENCE), "Authorization", scopes);
  }

  @Test
  void aTokenOfTheIssuerOpensTheRouteAndItsClaimsReachTheFunction() throws Exception {
    HttpResponse<String> answer = get("/read", "Bearer " + issued("reports:read other"));

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode jwt = JSON.readTree(answer.body()).at("/requestContext/authorizer/jwt");
    assertThat(jwt.at("/claims/client_id").asText()).isEqualTo(CLIENT);
    assertThat(jwt.at("/claims/exp").isTextual()).isTrue();
    assertThat(jwt.get("scopes").toString()).isEqualTo("[\"reports:read\"]");
  }

  @Test
  void aTokenNeedsNoPrefixAndNoScopeWhereTheRouteNamesNone() throws Exception {
    HttpResponse<String> answer = get("/any", issued(""));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(answer.body()).at("/requestContext/authorizer/jwt/scopes").isNull())
        .isTrue();
  }

  @Test
  void aTokenWithoutAnyOfTheScopesIsForbidden() throws Exception {
    HttpResponse<String> answer = get("/read", "Bearer " + issued("reports:write"));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).isEqualTo("{\"message\":\"Forbidden\"}");
    assertThat(answer.headers().firstValue("www-authenticate").orElseThrow())
        .contains("insufficient_scope");
  }

  @Test
  void noTokenIsUnauthorizedWhereOneIsNeededAndOnlyThere() throws Exception {
    HttpResponse<String> answer = get("/any", null);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
    assertThat(answer.headers().firstValue("www-authenticate")).isPresent();
    assertThat(get("/open", null).statusCode()).isEqualTo(200);
  }

  @Test
  void aTokenThatOnlyNearlyFitsIsUnauthorized() throws Exception {
    Date past = Date.from(Instant.now().minusSeconds(1));
    Date future = Date.from(Instant.now().plusSeconds(60));
    RSAKey foreign = new RSAKeyGenerator(2048).keyID("k1").generate();
    String good = signed(key, claims -> claims);
    String signature = good.substring(good.lastIndexOf('.'));

    assertThat(get("/any", good).statusCode()).isEqualTo(200);
    for (String bad :
        List.of(
            signed(foreign, claims -> claims),
            signed(key, claims -> claims.issuer("http://127.0.0.1:1")),
            signed(key, claims -> claims.audience("another")),
            signed(key, claims -> claims.audience("another").claim("client_id", "errand")),
            signed(key, claims -> claims.expirationTime(past)),
            signed(key, claims -> claims.expirationTime(null)),
            signed(key, claims -> claims.notBeforeTime(future)),
            signed(key, claims -> claims.issueTime(future)),
            new PlainJWT(claims().build()).serialize(),
            new PlainJWT(claims().build()).serialize() + signature.substring(1),
            good.substring(0, good.length() - 8),
            "not.a.token",
            "Bearer",
            "Basic dXNlcjpwYXNz")) {
      assertThat(get("/any", bad).statusCode()).as(bad).isEqualTo(401);
    }
  }

  @Test
  void theClientIdStandsInForAnAudienceThatIsNotThere() throws Exception {
    String token =
        signed(key, claims -> claims.audience((String) null).claim("client_id", "errand"));

    assertThat(get("/any", token).statusCode()).isEqualTo(200);
  }

  @Test
  void anAccessTokenMayHaveTheTypeOfRfc9068ButNoOtherType() throws Exception {
    assertThat(get("/any", typed("at+jwt")).statusCode()).isEqualTo(200);
    assertThat(get("/any", typed("JWT")).statusCode()).isEqualTo(200);
    assertThat(get("/any", typed("logout+jwt")).statusCode()).isEqualTo(401);
  }

  @Test
  void theIssuerRefusesWhatIsNoClientCredentialsGrantOfAClient() throws Exception {
    assertThat(post("grant_type=password&client_id=" + CLIENT).statusCode()).isEqualTo(400);
    assertThat(post("grant_type=client_credentials&client_id=x").statusCode()).isEqualTo(401);
  }

  @Test
  void theIssuerPutsClientAndScopesWhereTheParametersSay() throws Exception {
    TokenIssuer.Claims claims =
        TokenIssuer.Claims.of(Map.of("ClientClaim", "azp", "ScopeClaim", "roles"));
    try (TokenIssuer other = TokenIssuer.start(key, claims, Clock.systemUTC())) {
      String form = "grant_type=client_credentials&client_id=%s&scope=a+b".formatted(CLIENT);
      JWTClaimsSet token =
          SignedJWT.parse(JSON.readTree(post(other, form).body()).get("access_token").asText())
              .getJWTClaimsSet();

      assertThat(token.getStringClaim("azp")).isEqualTo(CLIENT);
      assertThat(token.getStringListClaim("roles")).containsExactly("a", "b");
      assertThat(token.getClaim("scope")).isNull();
    }
  }

  @Test
  void theIssuerPublishesNoPrivateKey() throws Exception {
    String keys =
        HTTP.send(
                HttpRequest.newBuilder(issuer.issuer().resolve("/.well-known/jwks.json")).build(),
                BodyHandlers.ofString())
            .body();

    JsonNode published = JSON.readTree(keys).at("/keys/0");
    assertThat(published.get("kid").asText()).isEqualTo("k1");
    assertThat(published.has("d")).isFalse();
  }

  @Test
  void aRouteTakesABurstAndThenNoMoreThanItsRate() throws Exception {
    assertThat(get("/rare", null).statusCode()).isEqualTo(200);
    assertThat(get("/rare", null).statusCode()).isEqualTo(200);
    HttpResponse<String> third = get("/rare", null);

    assertThat(third.statusCode()).isEqualTo(429);
    assertThat(third.body()).isEqualTo("{\"message\":\"Too Many Requests\"}");
  }

  private static String issued(String scope) throws Exception {
    HttpResponse<String> answer =
        post(
            "grant_type=client_credentials&client_id=%s&scope=%s"
                .formatted(CLIENT, scope.replace(" ", "+")));
    assertThat(answer.statusCode()).isEqualTo(200);
    return JSON.readTree(answer.body()).get("access_token").asText();
  }

  private static HttpResponse<String> post(String form) throws Exception {
    return post(issuer, form);
  }

  private static HttpResponse<String> post(TokenIssuer to, String form) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(to.tokenEndpoint())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build(),
        BodyHandlers.ofString());
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(issuer.issuer().toString())
        .audience(TokenIssuer.AUDIENCE)
        .expirationTime(Date.from(Instant.now().plusSeconds(60)));
  }

  private static String signed(RSAKey by, UnaryOperator<JWTClaimsSet.Builder> change)
      throws Exception {
    return signed(by, new JWSHeader.Builder(JWSAlgorithm.RS256), change);
  }

  private static String typed(String type) throws Exception {
    return signed(
        key,
        new JWSHeader.Builder(JWSAlgorithm.RS256).type(new JOSEObjectType(type)),
        UnaryOperator.identity());
  }

  private static String signed(
      RSAKey by, JWSHeader.Builder header, UnaryOperator<JWTClaimsSet.Builder> change)
      throws Exception {
    SignedJWT token = new SignedJWT(header.keyID("k1").build(), change.apply(claims()).build());
    token.sign(new RSASSASigner(by));
    return token.serialize();
  }

  private static HttpResponse<String> get(String path, String authorization) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(api.endpoint() + path));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }
}
