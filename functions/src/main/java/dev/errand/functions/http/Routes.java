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

/** Passes each request to the endpoint of its route, and answers errors with a problem. */
public final class Routes {

  private final Callers callers;
  private final Map<String, Endpoint> endpoints;

  /**
   * @param mapping which claims of a token name the caller
   * @param endpoints by route key, such as {@code GET /v1/reports/{id}}
   */
  public Routes(ClaimMapping mapping, Map<String, Endpoint> endpoints) {
    this.callers = new Callers(mapping);
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
    Identity identity = callers.of(event.getRequestContext());
    Request request = new Request(event, id(event, context), identity);
    Log log = Log.of(context).about(subject(request, identity.caller()));
    try {
      return endpoint(event.getRouteKey()).answer(request, new Endpoint.Invocation(log, context));
    } catch (ProblemException e) {
      return e.problem().response(request);
    } catch (SdkException | ExecutionsUnavailableException e) {
      log.error("a service that the request needs failed", e);
      return Problems.busy(event.getRequestContext().getHttp().getMethod()).response(request);
    } catch (RuntimeException e) {
      log.error("the request failed", e);
      return Problem.of(
              Problem.Kind.INTERNAL,
              "Send the request again later. If it keeps failing, report the request_id to the operator.")
          .response(request);
    }
  }

  /** Without API Gateway, a request has the name of the invocation only. */
  private static String id(APIGatewayV2HTTPEvent event, Context context) {
    return Optional.ofNullable(event.getRequestContext().getRequestId())
        .orElseGet(context::getAwsRequestId);
  }

  private static Map<String, String> subject(Request request, Optional<Caller> caller) {
    Map<String, String> subject = new HashMap<>();
    subject.put("request_id", request.id());
    Optional.of(request.pathParameter("id"))
        .filter(id -> !id.isEmpty())
        .ifPresent(id -> subject.put("report_id", id));
    Optional.of(request.pathParameter("webhook_id"))
        .filter(id -> !id.isEmpty())
        .ifPresent(id -> subject.put("webhook_id", id));
    caller.ifPresent(known -> subject.put("actor", known.principal()));
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
