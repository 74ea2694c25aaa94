package dev.errand.functions.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a client gets.
 *
 * @param status the HTTP status
 * @param headers by name
 * @param body text, {@code ""} for none
 */
public record Response(int status, Map<String, String> headers, String body) {

  public Response {
    headers = Map.copyOf(headers);
  }

  /** A JSON document; no cache may keep it, for it is its client's alone. */
  public static Response json(int status, JsonNode body) {
    return new Response(
        status,
        Map.of("Content-Type", "application/json", "Cache-Control", "private, no-cache"),
        Json.text(body));
  }

  /** This response with one more header, or another value for it. */
  public Response withHeader(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new Response(status, more, body);
  }

  APIGatewayV2HTTPResponse toApiGateway() {
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(status)
        .withHeaders(headers)
        .withBody(body)
        .withIsBase64Encoded(false)
        .build();
  }
}
