package dev.errand.functions.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.core.type.ReportType;
import dev.errand.functions.report.Submission;
import java.util.List;
import java.util.UUID;

/** What a report shows of its request. */
final class RequestJson {

  private static final List<String> FORMATS = List.of("csv", "xlsx", "html");

  private RequestJson() {}

  /** Adds the request, if there is one, and the client's own name for the report. */
  static void addTo(ObjectNode json, Submission submission) {
    if (!submission.isRequest()) {
      return;
    }
    JsonNode request = Json.read(submission.text());
    JsonNode name = request.path("name");
    if (name.isTextual()) {
      json.set("name", name);
    }
    if (submission.type().equals(ReportType.DEFAULT)) {
      addRecordsFields(json, request, submission.clientId().orElseThrow());
    }
    json.set("request", request);
  }

  /** The fields that reports of this type had before there were others. */
  private static void addRecordsFields(ObjectNode json, JsonNode request, UUID owner) {
    ObjectNode filter = json.putObject("filter").put("client_id", owner.toString());
    for (String field : List.of("start_date", "end_date", "status")) {
      if (request.path("filter").has(field)) {
        filter.set(field, request.path("filter").get(field));
      }
    }
    List<String> asked = request.path("formats").valueStream().map(JsonNode::asText).toList();
    ArrayNode formats = json.putArray("formats");
    FORMATS.stream()
        .filter(format -> asked.isEmpty() || asked.contains(format))
        .forEach(formats::add);
  }
}
