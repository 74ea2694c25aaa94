package dev.errand.functions.query;

import dev.errand.functions.http.Endpoint;
import dev.errand.functions.http.Request;
import dev.errand.functions.http.Response;

/** {@code GET /v1/openapi.json}. */
final class GetContract implements Endpoint {

  private final Contract contract;

  GetContract(Contract contract) {
    this.contract = contract;
  }

  @Override
  public Response answer(Request request, Invocation invocation) {
    return Response.json(200, contract.document())
        .withHeader("Cache-Control", "public, max-age=300");
  }
}
