package dev.errand.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import dev.errand.local.lambda.Invocation;
import dev.errand.local.template.AccessSpec;
import dev.errand.states.value.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The response to a caller. */
record Response(
    int status, Map<String, String> headers, List<String> cookies, String body, boolean base64) {

  /** An answer that API Gateway gives itself. */
  static Response ofGateway(int status, String message) {
    return new Response(
        status,
        Map.of("content-type", "application/json"),
        List.of(),
        "{\"message\":\"" + message + "\"}",
        false);
  }

  /**
   * The refusal of a JWT authorizer ("Troubleshooting issues with HTTP API JWT authorizers" in API
   * Gateway's developer guide).
   */
  static Response ofAuthorizer(AccessSpec access, JwtAuthorizer.Verdict verdict) {
    if (verdict instanceof JwtAuthorizer.Unauthorized unauthorized) {
      String error = "invalid_token\" error_description=\"%s".formatted(unauthorized.reason());
      return ofGateway(401, "Unauthorized").challenging(access, error);
    }
    return ofGateway(403, "Forbidden").challenging(access, "insufficient_scope");
  }

  private Response challenging(AccessSpec access, String error) {
    Map<String, String> challenging = new LinkedHashMap<>(headers);
    challenging.put(
        "www-authenticate",
        "Bearer scope=\"%s\" error=\"%s\"".formatted(String.join(" ", access.scopes()), error));
    return new Response(status, challenging, cookies, body, base64);
  }

  /** This response with the id of the request, which API Gateway adds to every response. */
  Response named(String id) {
    Map<String, String> named = new LinkedHashMap<>(headers);
    named.put("apigw-requestid", id);
    return new Response(status, named, cookies, body, base64);
  }

  /** What API Gateway makes of an invocation. */
  static Response of(Invocation invocation) {
    if (invocation instanceof Invocation.Success success) {
      return ofFunction(success.payload());
    }
    return invocation instanceof Invocation.FunctionError
        ? ofGateway(500, "Internal Server Error")
        : ofGateway(503, "Service Unavailable");
  }

  /**
   * Reads a function's answer in payload format 2.0: an object with a {@code statusCode}, or any
   * other JSON, which is the body then.
   */
  private static Response ofFunction(String answer) {
    JsonNode node;
    try {
      node = Json.MAPPER.readTree(answer);
    } catch (IOException notJson) {
      return ofGateway(500, "Internal Server Error");
    }
    if (!node.has("statusCode")) {
      return new Response(
          200, Map.of("content-type", "application/json"), List.of(), answer, false);
    }
    Map<String, String> headers = new LinkedHashMap<>();
    node.path("headers")
        .properties()
        .forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
    List<String> cookies = new ArrayList<>();
    node.path("cookies").forEach(cookie -> cookies.add(cookie.asText()));
    String body = node.path("body").asText("");
    boolean base64 = node.path("isBase64Encoded").asBoolean();
    return base64 && !isBase64(body)
        ? ofGateway(500, "Internal Server Error")
        : new Response(node.path("statusCode").asInt(), headers, cookies, body, base64);
  }

  private static boolean isBase64(String text) {
    try {
      Base64.getDecoder().decode(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  void writeTo(HttpExchange exchange) throws IOException {
    byte[] bytes =
        base64 ? Base64.getDecoder().decode(body) : body.getBytes(StandardCharsets.UTF_8);
    headers.forEach(
        (name, value) -> {
          if (!name.equalsIgnoreCase("content-length")) {
            exchange.getResponseHeaders().set(name, value);
          }
        });
    cookies.forEach(cookie -> exchange.getResponseHeaders().add("Set-Cookie", cookie));
    boolean bodiless =
        exchange.getRequestMethod().equals("HEAD")
            || status == 204
            || status == 304
            || bytes.length == 0;
    exchange.sendResponseHeaders(status, bodiless ? -1 : bytes.length);
    if (!bodiless) {
      exchange.getResponseBody().write(bytes);
    }
  }
}
