package dev.errand.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.errand.functions.intake.IntakeHandler;
import dev.errand.functions.query.QueryHandler;
import dev.errand.functions.runtime.Environment;
import dev.errand.functions.testing.Requests;
import dev.errand.functions.testing.StepFunctionsModel;
import dev.errand.functions.testing.TestApi;
import dev.errand.functions.testing.TestContext;
import dev.errand.functions.testing.TestTable;
import dev.errand.local.Account;
import dev.errand.local.gateway.HttpApi;
import dev.errand.local.gateway.TokenIssuer;
import dev.errand.local.lambda.Invocation;
import dev.errand.local.template.FunctionSpec;
import dev.errand.local.template.StackSettings;
import dev.errand.local.template.Template;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tokens in the shapes that identity providers document, through the stage's gateway and the
 * functions, both set up from the template with the parameters of {@code docs/identity.md}.
 */
class IdentityProvidersTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Account ACCOUNT = new Account("000000000000", "us-east-1", "id", "secret");
  private static final TestTable TABLE = TestTable.create();

  private static RSAKey key;
  private static TokenIssuer issuer;

  @BeforeAll
  static void start() throws Exception {
    key = new RSAKeyGenerator(2048).keyID("k1").generate();
    issuer = TokenIssuer.start(key, TokenIssuer.Claims.of(Map.of()), Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    issuer.close();
  }

  /** A provider as the test data describes it, before an API with the parameters for it. */
  private static final class Provider implements AutoCloseable {

    private final JsonNode description;
    private final HttpApi api;

    Provider(String name) throws IOException {
      this.description =
          JSON.readTree(
              IdentityProvidersTest.class.getResourceAsStream("/tokens/" + name + ".json"));
      this.api = api(parameters());
    }

    Map<String, String> parameters() {
      return JSON.convertValue(description.get("parameters"), new TypeReference<>() {});
    }

    /** Claims of its documentation, some of them otherwise; null leaves one out. */
    String token(Map<String, Object> changes) throws Exception {
      Map<String, Object> claims =
          JSON.convertValue(description.get("claims"), new TypeReference<>() {});
      claims.putAll(changes);
      JWTClaimsSet.Builder all =
          new JWTClaimsSet.Builder()
              .issuer(issuer.issuer().toString())
              .issueTime(Date.from(Instant.now().minusSeconds(1)))
              .expirationTime(Date.from(Instant.now().plusSeconds(60)));
      claims.forEach(all::claim);
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256)
                  .keyID(key.getKeyID())
                  .type(new JOSEObjectType(description.at("/header/typ").asText()))
                  .build(),
              all.build());
      token.sign(new RSASSASigner(key));
      return token.serialize();
    }

    Map<String, Object> changes(String name) {
      return JSON.convertValue(description.get(name), new TypeReference<>() {});
    }

    HttpResponse<String> get(String path, String token) throws Exception {
      return send(HttpRequest.newBuilder(URI.create(api.endpoint() + path)), token);
    }

    HttpResponse<String> post(UUID client, String token) throws Exception {
      return send(
          HttpRequest.newBuilder(URI.create(api.endpoint() + "/v1/reports"))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(Requests.of(client, "monday"))),
          token);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request, String token)
        throws Exception {
      return HTTP.send(
          request.header("Authorization", "Bearer " + token).build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
      api.close();
    }
  }

  private static HttpApi api(Map<String, String> given) throws IOException {
    Map<String, String> parameters = new HashMap<>(given);
    parameters.put("Version", "1.0.0");
    parameters.put("VpcId", "vpc-1");
    parameters.put("SubnetIds", "subnet-1");
    parameters.put("RecordsApiUrl", "http://127.0.0.1:1");
    parameters.put("RecordsApiTokenSecretArn", "arn:aws:secretsmanager:us-east-1:0:secret:t");
    parameters.put("JwtIssuer", issuer.issuer().toString());
    Template template =
        Template.read(
            TestTable.CHECKOUT.template(), new StackSettings("errand", ACCOUNT, parameters));
    Map<String, RequestStreamHandler> functions = new HashMap<>();
    StepFunctionsModel stepFunctions = new StepFunctionsModel(Clock.systemUTC());
    functions.put(
        "IntakeFunction",
        new IntakeHandler(
            environment(template, "IntakeFunction"),
            TABLE.dynamoDb(),
            stepFunctions,
            Clock.systemUTC()));
    functions.put(
        "QueryFunction",
        new QueryHandler(
            environment(template, "QueryFunction"),
            TABLE.dynamoDb(),
            TestApi.histories(stepFunctions),
            (taskId, lines) -> Optional.empty(),
            TestApi.presigner(),
            Clock.systemUTC()));
    return HttpApi.start(
        template.routes(),
        (function, event) -> CompletableFuture.completedFuture(run(functions.get(function), event)),
        ACCOUNT,
        0);
  }

  private static Environment environment(Template template, String function) {
    Map<String, String> variables =
        new HashMap<>(
            template.functions().stream()
                .filter(spec -> spec.logicalId().equals(function))
                .map(FunctionSpec::environment)
                .findFirst()
                .orElseThrow());
    variables.put("TABLE_NAME", TABLE.name());
    return new Environment(variables);
  }

  private static Invocation run(RequestStreamHandler function, byte[] event) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      function.handleRequest(new ByteArrayInputStream(event), answer, new TestContext());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return new Invocation.Success(answer.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cognito", "entra", "auth0", "keycloak"})
  void aClientOfTheProviderAsksForItsOwnReportsAndForNoOthers(String name) throws Exception {
    try (Provider provider = new Provider(name)) {
      String token = provider.token(Map.of());

      HttpResponse<String> accepted = provider.post(Requests.CLIENT, token);

      assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
      String path = accepted.headers().firstValue("Location").orElseThrow();
      assertThat(provider.get(path, token).statusCode()).isEqualTo(200);
      assertThat(provider.get("/v1/reports", token).body()).contains(path);
      assertThat(provider.post(Requests.OTHER, token).statusCode()).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cognito", "entra", "auth0", "keycloak"})
  void whatTheTokenDoesNotAllowIsRefusedByName(String name) throws Exception {
    try (Provider provider = new Provider(name)) {
      Map<String, String> parameters = provider.parameters();
      String reader = provider.token(provider.changes("reads_only"));

      assertThat(detail(provider.post(Requests.CLIENT, reader)))
          .isEqualTo(
              "This needs the scope %s, and the token's claim %s does not have it."
                  .formatted(
                      parameters.getOrDefault("WriteScope", "reports:write"),
                      parameters.getOrDefault("ScopeClaim", "scope")));
      assertThat(provider.get("/v1/reports", reader).statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cognito", "entra", "auth0", "keycloak"})
  void anAdministratorActsForEveryClient(String name) throws Exception {
    try (Provider provider = new Provider(name)) {
      String admin = provider.token(provider.changes("administers"));

      assertThat(provider.post(Requests.OTHER, admin).statusCode()).isEqualTo(202);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cognito", "entra", "auth0", "keycloak"})
  void theErrorOfATokenWithoutClientNamesTheMissingClaimAndNoOtherContent(String name)
      throws Exception {
    try (Provider provider = new Provider(name)) {
      String claim = provider.parameters().get("ClientClaim");
      Map<String, Object> without = new HashMap<>();
      without.put(claim, null);

      assertThat(detail(provider.post(Requests.CLIENT, provider.token(without))))
          .isEqualTo("The token has no claim %s, which names its client.".formatted(claim));
      assertThat(detail(provider.get("/v1/reports", provider.token(Map.of(claim, "hidden-value")))))
          .isEqualTo(
              "The token's claim %s, which names its client, is not a UUID.".formatted(claim))
          .doesNotContain("hidden-value");
    }
  }

  /**
   * API Gateway looks for scopes in scope and scp only, so that with roles the function decides.
   */
  @Test
  void aTokenWithoutAnyRoleIsRefusedByTheFunction() throws Exception {
    try (Provider entra = new Provider("entra")) {
      Map<String, Object> without = new HashMap<>();
      without.put("roles", null);

      HttpResponse<String> answer = entra.get("/v1/reports", entra.token(without));

      assertThat(detail(answer)).contains("Reports.Read", "claim roles");
    }
  }

  @Test
  void aTokenWithoutAnyScopeIsRefusedByTheGatewayWhichNamesTheScopes() throws Exception {
    try (Provider cognito = new Provider("cognito")) {
      HttpResponse<String> answer =
          cognito.get("/v1/reports", cognito.token(Map.of("scope", "reports:read openid")));

      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.headers().firstValue("www-authenticate").orElseThrow())
          .contains("errand/reports:read errand/reports:write errand/reports:admin");
    }
  }

  @Test
  void theContractThatIsServedHasTheProvidersNamesOfScopes() throws Exception {
    try (Provider entra = new Provider("entra")) {
      assertThat(entra.get("/v1/openapi.json", "none").body())
          .contains("\"token\":[\"Reports.Read\"]", "\"Reports.Admin\":\"Both, for every client\"")
          .doesNotContain("reports:read", "reports:write", "reports:admin");
    }
  }

  /** RFC 9068 gives access tokens a type of their own, which Auth0 offers as a profile. */
  @Test
  void auth0sOtherProfileIsTakenAsWell() throws Exception {
    try (Provider auth0 = new Provider("auth0")) {
      Map<String, Object> profile = new HashMap<>();
      profile.put("azp", null);
      profile.put("client_id", "awZfdIir8YFdGZWkvCejDoUb7SjTDicx");

      assertThat(auth0.post(Requests.CLIENT, auth0.token(profile)).statusCode()).isEqualTo(202);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cognito", "entra", "auth0", "keycloak"})
  void thePageHasTheParametersThatWereTried(String name) throws Exception {
    String page = Files.readString(Path.of("../docs/identity.md"));
    try (Provider provider = new Provider(name)) {
      assertThat(provider.parameters())
          .allSatisfy(
              (parameter, value) -> assertThat(page).contains("%s=%s".formatted(parameter, value)));
    }
  }

  private static String detail(HttpResponse<String> answer) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
    return JSON.readTree(answer.body()).path("detail").asText();
  }
}
