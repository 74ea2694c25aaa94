package dev.errand.functions.query;

import dev.errand.functions.http.Endpoint;
import dev.errand.functions.http.Problem;
import dev.errand.functions.http.Problem.Kind;
import dev.errand.functions.http.ProblemException;
import dev.errand.functions.http.Request;
import dev.errand.functions.http.Response;
import java.util.Set;

/** Answers requests without a route: of a wrong path or a wrong method. */
final class UnknownRoute implements Endpoint {

  private final Contract contract;

  UnknownRoute(Contract contract) {
    this.contract = contract;
  }

  @Override
  public Response answer(Request request, Invocation invocation) {
    Set<String> methods = contract.methods(request.path());
    if (methods.isEmpty()) {
      throw new ProblemException(
          Kind.NOT_FOUND, "There is nothing at this path. See GET /v1/openapi.json.");
    }
    String allowed = String.join(", ", methods);
    return Problem.of(Kind.METHOD_NOT_ALLOWED, "This resource knows " + allowed + ".")
        .response(request)
        .withHeader("Allow", allowed);
  }
}
