package dev.errand.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * An issuer that lets everybody in who asks by authorization code with a proof key (RFC 7636), and
 * notes what is wrong with a request.
 */
final class TestIssuer implements AutoCloseable {

  private static final String CLIENT = "errand-console";
  private static final String CODE = "code-of-one-use";

  private final HttpServer server;
  private final String token;
  private final Map<String, String> asked = new ConcurrentHashMap<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();

  private TestIssuer(HttpServer server, String token) {
    this.server = server;
    this.token = token;
  }

  /** Starts one that hands out this token. */
  static TestIssuer start(String token) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    TestIssuer issuer = new TestIssuer(server, token);
    server.createContext("/.well-known/openid-configuration", issuer::discover);
    server.createContext("/authorize", issuer::authorize);
    server.createContext("/token", issuer::token);
    server.start();
    return issuer;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The console's {@code config.json} for it. */
  String settings() {
    return """
    {"sign_in": "issuer", "issuer": "%s", "client_id": "%s", "request_scope": "openid reports:admin",
     "authorization_parameters": {"audience": "errand"}, "client_claim": "client_id", "scope_claim": "scope",
     "scopes": {"read": "reports:read", "write": "reports:write", "admin": "reports:admin"}}"""
        .formatted(uri(), CLIENT);
  }

  List<String> faults() {
    return faults;
  }

  private void discover(HttpExchange exchange) throws IOException {
    answer(
        exchange,
        """
        {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token"}"""
            .formatted(uri()));
  }

  private void authorize(HttpExchange exchange) throws IOException {
    Map<String, String> query = parameters(exchange.getRequestURI().getRawQuery());
    asked.putAll(query);
    expect("code", query.get("response_type"));
    expect(CLIENT, query.get("client_id"));
    expect("S256", query.get("code_challenge_method"));
    expect("errand", query.get("audience"));
    exchange
        .getResponseHeaders()
        .set(
            "Location",
            "%s?code=%s&state=%s".formatted(query.get("redirect_uri"), CODE, query.get("state")));
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> form =
        parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII));
    expect("authorization_code", form.get("grant_type"));
    expect(CODE, form.get("code"));
    expect(CLIENT, form.get("client_id"));
    expect(asked.get("redirect_uri"), form.get("redirect_uri"));
    expect(asked.get("code_challenge"), challenge(form.get("code_verifier")));
    answer(
        exchange,
        "{\"access_token\": \"%s\", \"token_type\": \"Bearer\", \"expires_in\": 3600}"
            .formatted(token));
  }

  private void expect(String wanted, String found) {
    if (wanted == null || !wanted.equals(found)) {
      faults.add("%s instead of %s".formatted(found, wanted));
    }
  }

  private static String challenge(String verifier) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> parameters(String text) {
    return Arrays.stream(text.split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
  }

  private static void answer(HttpExchange exchange, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
