package dev.errand.functions.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import dev.errand.functions.execution.ExecutionsUnavailableException;
import dev.errand.functions.runtime.Log;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Hands each request to the endpoint of its route, and turns whatever goes wrong into a problem.
 */
public final class Routes {

  private final Callers callers;
  private final Map<String, Endpoint> endpoints;

  /**
   * @param clientClaim the claim of a token that names the client
   * @param endpoints by route key, such as {@code GET /v1/reports/{id}}
   */
  public Routes(String clientClaim, Map<String, Endpoint> endpoints) {
    this.callers = new Callers(clientClaim);
    this.endpoints = Map.copyOf(endpoints);
  }

  /**
   * Answers; never throws for what the request contains.
   *
   * @param event as API Gateway sends it, in payload format 2.0
   * @param response takes what API Gateway expects
   */
  public void answer(InputStream event, OutputStream response, Context context) {
    try {
      ApiGatewayJson.write(answer(ApiGatewayJson.read(event), context), response);
    } catch (IOException e) {
      throw new UncheckedIOException("the event cannot be read, or the answer not written", e);
    }
  }

  private Response answer(APIGatewayV2HTTPEvent event, Context context) {
    Optional<Caller> caller = callers.of(event.getRequestContext());
    Log log = Log.of(context).about(subject(event, caller));
    Response response;
    try {
      Request request = new Request(event, caller);
      response =
          endpoint(event.getRouteKey()).answer(request, new Endpoint.Invocation(log, context));
    } catch (ProblemException e) {
      response = e.problem().response(event.getRawPath());
    } catch (SdkException | ExecutionsUnavailableException e) {
      log.error("a service that the request needs failed", e);
      response =
          Problems.busy(event.getRequestContext().getHttp().getMethod())
              .response(event.getRawPath());
    } catch (RuntimeException e) {
      log.error("the request failed", e);
      response =
          Problem.of(
                  Problem.Kind.INTERNAL,
                  "Ask again later; if it goes on, tell us the request id "
                      + context.getAwsRequestId()
                      + ".")
              .response(event.getRawPath());
    }
    return response;
  }

  private static Map<String, String> subject(APIGatewayV2HTTPEvent event, Optional<Caller> caller) {
    Map<String, String> subject = new HashMap<>();
    Optional.ofNullable(event.getPathParameters())
        .map(parameters -> parameters.get("id"))
        .ifPresent(id -> subject.put("report_id", id));
    caller
        .flatMap(Caller::clientId)
        .ifPresent(client -> subject.put("client_id", client.toString()));
    return subject;
  }

  private Endpoint endpoint(String routeKey) {
    Endpoint endpoint = endpoints.get(routeKey);
    if (endpoint == null) {
      throw new ProblemException(
          Problem.Kind.NOT_FOUND, "There is nothing at this path. See GET /v1/openapi.json.");
    }
    return endpoint;
  }
}
