package dev.errand.functions.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.core.request.ReportRequest;
import dev.errand.core.type.ReportType;
import dev.errand.core.type.ReportTypes;
import dev.errand.functions.http.Endpoint;
import dev.errand.functions.http.Problem.Kind;
import dev.errand.functions.http.ProblemException;
import dev.errand.functions.http.Request;
import dev.errand.functions.http.Response;
import dev.errand.functions.http.Scope;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code GET /v1/report-types/{type}}. */
final class GetReportType implements Endpoint {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a client needs to know of a column. */
  private static final List<String> COLUMN = List.of("name", "title", "type");

  private final ReportTypes types;

  GetReportType(ReportTypes types) {
    this.types = types;
  }

  @Override
  public Response answer(Request request, Invocation invocation) {
    request.requireScope(Scope.READ);
    request.requireOnlyParameters(Set.of());
    ReportType type =
        types
            .find(request.pathParameter("type"))
            .orElseThrow(
                () ->
                    new ProblemException(
                        Kind.NOT_FOUND,
                        "There is no report type of this name. The types are %s."
                            .formatted(String.join(", ", types.names()))));
    return Response.json(200, json(type));
  }

  private static ObjectNode json(ReportType type) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", type.name())
            .put("title", type.title())
            .put("description", type.description())
            .put("owner", type.owner());
    json.set("request_schema", JSON.valueToTree(type.request()));
    ArrayNode columns = json.putArray("columns");
    for (Map<String, Object> column : type.columns()) {
      ObjectNode shown = columns.addObject();
      COLUMN.forEach(field -> shown.put(field, column.get(field).toString()));
    }
    json.set("example", example(type));
    return json;
  }

  /** As it is sent: the default type need not be named. */
  private static ObjectNode example(ReportType type) {
    ObjectNode example = JsonNodeFactory.instance.objectNode();
    if (!type.name().equals(ReportType.DEFAULT)) {
      example.put(ReportRequest.TYPE, type.name());
    }
    example.setAll(JSON.<ObjectNode>valueToTree(type.example()));
    return example;
  }
}
