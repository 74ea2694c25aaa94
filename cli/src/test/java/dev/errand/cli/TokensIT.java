package dev.errand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Who may call what, at the front door of the stage. */
@OnSharedStage
class TokensIT {

  private static final String CLIENT_A =
      Reports.json(Reports.example("client-a.json")).at("/filter/client_id").asText();
  private static final String CLIENT_B =
      Reports.json(Reports.example("client-b.json")).at("/filter/client_id").asText();
  private static final String READ_WRITE = "reports:read reports:write";

  private final StageProcess stage;
  private final Aws aws;

  TokensIT(StageProcess stage) {
    this.stage = stage;
    this.aws = new Aws(stage);
  }

  @Test
  void onlyTheContractAnswersWithoutAToken() {
    Reports anonymous = new Reports(stage.uri("api"), Optional.empty());

    assertThat(anonymous.get("/v1/openapi.json").statusCode()).isEqualTo(200);
    for (String path :
        List.of("/v1/reports", "/v1/reports/x", "/v1/reports/x/events", "/v1/", "/v2")) {
      assertThat(anonymous.get(path).statusCode()).as(path).isEqualTo(401);
    }
    assertThat(anonymous.post(Reports.example("client-a.json")).statusCode()).isEqualTo(401);
  }

  @Test
  void aTokenThatIsForgedExpiredOrForOthersOpensNothingAndLeavesNoTrace() throws Exception {
    String report = Reports.of(stage).accepted(Reports.example("client-a.json"));
    Reports.of(stage).succeeded(report);
    int items = aws.items();
    int executions = aws.executions();

    for (Map.Entry<String, String> hostile : hostileTokens().entrySet()) {
      Reports caller = new Reports(stage.uri("api"), Optional.of(hostile.getValue()));
      for (HttpResponse<String> answer :
          List.of(
              caller.post(Reports.example("client-a.json")),
              caller.get("/v1/reports/" + report),
              caller.get("/v1/reports/" + report + "/result"),
              caller.get("/v1/reports?client_id=" + CLIENT_A),
              caller.post("/v1/reports/" + report + "/retry", ""))) {
        assertThat(answer.statusCode()).as("%s: %s", hostile.getKey(), answer).isEqualTo(401);
        assertThat(answer.body()).doesNotContain(report, CLIENT_A, "Exception");
      }
    }
    assertThat(aws.items()).isEqualTo(items);
    assertThat(aws.executions()).isEqualTo(executions);
  }

  @Test
  void aClientSeesAndTouchesOnlyItsOwn() {
    Reports a = Reports.of(stage, CLIENT_A, READ_WRITE);
    Reports b = Reports.of(stage, CLIENT_B, READ_WRITE);
    String id = a.accepted(Reports.example("client-a.json"));
    a.succeeded(id);

    for (String path : List.of("", "/result", "/events")) {
      assertThat(b.get("/v1/reports/" + id + path).statusCode()).as(path).isEqualTo(404);
    }
    assertThat(b.post("/v1/reports/" + id + "/cancel", "").statusCode()).isEqualTo(404);
    assertThat(b.post("/v1/reports/" + id + "/retry", "").statusCode()).isEqualTo(404);
    assertThat(b.get("/v1/reports?client_id=" + CLIENT_A).statusCode()).isEqualTo(403);
    assertThat(b.post(Reports.example("client-a.json")).statusCode()).isEqualTo(403);
    assertThat(b.get("/v1/reports").body()).doesNotContain(id);
    assertThat(a.get("/v1/reports").body()).contains(id);
  }

  @Test
  void aScopeThatACallNeedsIsNamedWhereItIsMissing() {
    Reports reader = Reports.of(stage, CLIENT_A, "reports:read");
    Reports writer = Reports.of(stage, CLIENT_A, "reports:write");

    assertThat(problem(reader.post(Reports.example("client-a.json")))).contains("reports:write");
    assertThat(problem(writer.get("/v1/reports"))).contains("reports:read");
    assertThat(Reports.of(stage, CLIENT_A, "email").get("/v1/reports").statusCode()).isEqualTo(403);
  }

  private static String problem(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    return Reports.json(answer.body()).path("detail").asText();
  }

  private Map<String, String> hostileTokens() throws Exception {
    String good = Reports.of(stage, CLIENT_A, READ_WRITE).token().orElseThrow();
    SignedJWT parsed = SignedJWT.parse(good);
    Base64URL[] parts = parsed.getParsedParts();
    RSAKey ours = stageKey();
    RSAKey theirs = new RSAKeyGenerator(2048).keyID(ours.getKeyID()).generate();
    JWTClaimsSet claims = parsed.getJWTClaimsSet();
    Date past = Date.from(Instant.now().minusSeconds(60));
    Date future = Date.from(Instant.now().plusSeconds(600));

    assertThat(
            new Reports(stage.uri("api"), Optional.of(signed(ours, claims, c -> c)))
                .get("/v1/reports")
                .statusCode())
        .as("a token made as the hostile ones are, but for their faults")
        .isEqualTo(200);
    Map<String, String> tokens = new LinkedHashMap<>();
    tokens.put("empty", "");
    tokens.put("no token", "let me in");
    tokens.put("too long", "a.".repeat(4000));
    tokens.put("not signed", parts[0] + "." + parts[1] + ".");
    tokens.put("alg=none", new PlainJWT(claims).serialize());
    tokens.put("signature of another token", parts[0] + "." + parts[1] + "." + "A".repeat(342));
    tokens.put("claims changed", parts[0] + "." + withAdmin(claims) + "." + parts[2]);
    tokens.put("signed with another key", signed(theirs, claims, c -> c));
    tokens.put("public key as a shared secret", withPublicKeyAsSecret(ours, claims));
    tokens.put("expired", signed(ours, claims, c -> c.expirationTime(past)));
    tokens.put("without an end", signed(ours, claims, c -> c.expirationTime(null)));
    tokens.put("not valid yet", signed(ours, claims, c -> c.notBeforeTime(future)));
    tokens.put("issued in the future", signed(ours, claims, c -> c.issueTime(future)));
    tokens.put("another audience", signed(ours, claims, c -> c.audience("billing")));
    tokens.put("another issuer", signed(ours, claims, c -> c.issuer("https://example.com")));
    return tokens;
  }

  private RSAKey stageKey() throws Exception {
    JsonNode secrets = Reports.json(Files.readString(stage.data().resolve("secrets.json")));
    return RSAKey.parse(secrets.path("token_key").asText());
  }

  private static String signed(
      RSAKey key, JWTClaimsSet claims, UnaryOperator<JWTClaimsSet.Builder> change)
      throws JOSEException {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
            change.apply(new JWTClaimsSet.Builder(claims)).build());
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }

  private static String withPublicKeyAsSecret(RSAKey key, JWTClaimsSet claims)
      throws JOSEException {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.getKeyID()).build(), claims);
    token.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
    return token.serialize();
  }

  private static String withAdmin(JWTClaimsSet claims) {
    return Base64URL.encode(
            new JWTClaimsSet.Builder(claims).claim("scope", "reports:admin").build().toString())
        .toString();
  }
}
