package dev.errand.functions.deadletters;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.functions.http.Endpoint;
import dev.errand.functions.http.Request;
import dev.errand.functions.http.Response;
import dev.errand.functions.http.Scope;
import java.time.Duration;
import java.util.Set;

/** {@code GET /v1/dead-letters}. */
final class ListDeadLetters implements Endpoint {

  private final DeadLetters deadLetters;

  ListDeadLetters(DeadLetters deadLetters) {
    this.deadLetters = deadLetters;
  }

  @Override
  public Response answer(Request request, Invocation invocation) {
    request.requireScope(Scope.ADMIN);
    request.requireOnlyParameters(Set.of());
    long count = deadLetters.count();
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("count", count);
    json.set("dead_letters", DeadLetterJson.list(deadLetters.receive(Duration.ZERO)));
    return Response.json(200, json);
  }
}
