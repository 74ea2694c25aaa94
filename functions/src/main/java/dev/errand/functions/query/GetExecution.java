package dev.errand.functions.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.core.Attempt;
import dev.errand.functions.execution.ExecutionHistories;
import dev.errand.functions.execution.ExecutionHistory;
import dev.errand.functions.execution.StateGraph;
import dev.errand.functions.execution.StateVisit;
import dev.errand.functions.http.Caller;
import dev.errand.functions.http.Endpoint;
import dev.errand.functions.http.ReportJson;
import dev.errand.functions.http.Request;
import dev.errand.functions.http.Response;
import dev.errand.functions.http.Scope;
import dev.errand.functions.http.VisibleReports;
import dev.errand.functions.report.Report;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** {@code GET /v1/reports/{id}/execution}. */
final class GetExecution implements Endpoint {

  /** Longer texts are cut, so that an answer stays below Lambda's 6 MB. */
  private static final int MAX_TEXT = 8192;

  private final VisibleReports reports;
  private final ExecutionHistories histories;

  GetExecution(VisibleReports reports, ExecutionHistories histories) {
    this.reports = reports;
    this.histories = histories;
  }

  @Override
  public Response answer(Request request, Invocation invocation) {
    Caller caller = request.requireScope(Scope.READ);
    request.requireOnlyParameters(Set.of(AttemptParameter.NAME));
    Report report = reports.named(request, caller).report();
    Attempt attempt = AttemptParameter.of(request, report);
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("attempt", attempt.number());
    Optional<ExecutionHistory> history = histories.of(attempt, caller.isAdmin());
    history.ifPresent(there -> json.set("graph", graph(there.graph())));
    ArrayNode visits = json.putArray("visits");
    history.ifPresent(
        there -> {
          there.visits().forEach(visit -> visits.add(visit(visit, caller)));
          json.put("is_complete", there.isComplete());
        });
    return Response.json(200, json).withHeader("Cache-Control", "no-store");
  }

  private static ObjectNode graph(StateGraph graph) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("start_at", graph.startAt());
    ArrayNode states = json.putArray("states");
    for (StateGraph.State state : graph.states()) {
      ObjectNode node = states.addObject().put("name", state.name()).put("type", state.type());
      if (!state.comment().isEmpty()) {
        node.put("comment", state.comment());
      }
      ArrayNode ways = node.putArray("ways");
      for (StateGraph.Way way : state.ways()) {
        ways.addObject()
            .put("to", way.to())
            .put("kind", way.kind().name().toLowerCase(Locale.ROOT));
      }
    }
    return json;
  }

  /** Causes and data of states name resources of the account, so only administrators see them. */
  private static ObjectNode visit(StateVisit visit, Caller caller) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("state", visit.name())
            .put("outcome", visit.outcome().name())
            .put("entered_at", ReportJson.time(visit.enteredAt()));
    visit.exitedAt().ifPresent(at -> json.put("exited_at", ReportJson.time(at)));
    json.put("retries", visit.retries());
    if (caller.isAdmin()) {
      put(json, "error", visit.error());
      put(json, "cause", visit.cause());
      put(json, "task_arn", visit.taskArn());
      put(json, "input", visit.input());
      put(json, "output", visit.output());
    }
    return json;
  }

  private static void put(ObjectNode json, String field, Optional<String> text) {
    text.map(whole -> whole.length() > MAX_TEXT ? whole.substring(0, MAX_TEXT) + "…" : whole)
        .ifPresent(shown -> json.put(field, shown));
  }
}
