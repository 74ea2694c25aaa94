package dev.errand.functions.testing;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext.Authorizer.JWT;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A request to the API, as API Gateway hands it on after its authorizer has let it through. */
public final class Call {

  private final String method;
  private final String path;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final Map<String, String> query = new LinkedHashMap<>();
  private Optional<Map<String, String>> claims = Optional.empty();
  private String body;
  private String id = "request";
  private boolean base64;

  private Call(String method, String path) {
    this.method = method;
    this.path = path;
  }

  public static Call get(String path) {
    return new Call("GET", path);
  }

  public static Call post(String path) {
    return new Call("POST", path);
  }

  public static Call of(String method, String path) {
    return new Call(method, path);
  }

  public Call header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  public Call query(String name, String value) {
    query.put(name, value);
    return this;
  }

  /** Sends a JSON body. */
  public Call json(String text) {
    body = text;
    return header("content-type", "application/json");
  }

  /** Sends a body that is no text. */
  public Call base64(String text) {
    body = text;
    base64 = true;
    return header("content-type", "application/json");
  }

  /** Has API Gateway give it this name. */
  public Call id(String name) {
    id = name;
    return this;
  }

  /** Sends a token of a client. */
  public Call as(UUID client, String scopes) {
    return as("s", client, scopes);
  }

  /** Sends a token of a caller who acts for a client. */
  public Call as(String subject, UUID client, String scopes) {
    claims = Optional.of(Map.of("sub", subject, "client_id", client.toString(), "scope", scopes));
    return this;
  }

  String method() {
    return method;
  }

  String path() {
    return path;
  }

  APIGatewayV2HTTPEvent event(String routeKey, Map<String, String> pathParameters) {
    RequestContext.RequestContextBuilder context =
        RequestContext.builder()
            .withRouteKey(routeKey)
            .withRequestId(id)
            .withHttp(RequestContext.Http.builder().withMethod(method).withPath(path).build());
    claims.ifPresent(
        present ->
            context.withAuthorizer(
                RequestContext.Authorizer.builder()
                    .withJwt(JWT.builder().withClaims(present).build())
                    .build()));
    return APIGatewayV2HTTPEvent.builder()
        .withVersion("2.0")
        .withRouteKey(routeKey)
        .withRawPath(path)
        .withHeaders(headers)
        .withQueryStringParameters(query.isEmpty() ? null : query)
        .withPathParameters(pathParameters.isEmpty() ? null : pathParameters)
        .withRequestContext(context.build())
        .withBody(body)
        .withIsBase64Encoded(base64)
        .build();
  }
}
