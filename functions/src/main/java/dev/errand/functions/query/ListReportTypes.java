package dev.errand.functions.query;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.core.type.ReportType;
import dev.errand.core.type.ReportTypes;
import dev.errand.functions.http.Endpoint;
import dev.errand.functions.http.Request;
import dev.errand.functions.http.Response;
import dev.errand.functions.http.Scope;
import java.util.Set;

/** {@code GET /v1/report-types}. */
final class ListReportTypes implements Endpoint {

  private final ReportTypes types;

  ListReportTypes(ReportTypes types) {
    this.types = types;
  }

  @Override
  public Response answer(Request request, Invocation invocation) {
    request.requireScope(Scope.READ);
    request.requireOnlyParameters(Set.of());
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.putArray("report_types")
        .addAll(types.all().stream().map(ListReportTypes::summary).toList());
    return Response.json(200, json);
  }

  private static ObjectNode summary(ReportType type) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", type.name())
            .put("title", type.title())
            .put("description", type.description());
    json.putObject("links").put("self", "/v1/report-types/" + type.name());
    return json;
  }
}
