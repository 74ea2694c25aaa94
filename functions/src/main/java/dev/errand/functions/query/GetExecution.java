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
import dev.errand.functions.http.Problem.Kind;
import dev.errand.functions.http.ProblemException;
import dev.errand.functions.http.ReportJson;
import dev.errand.functions.http.Request;
import dev.errand.functions.http.Response;
import dev.errand.functions.http.Scope;
import dev.errand.functions.http.VisibleReports;
import dev.errand.functions.report.Report;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code GET /v1/reports/{id}/execution}. */
final class GetExecution implements Endpoint {

  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,5}");

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
    request.knowsOnly(Set.of("attempt"));
    Report report = reports.named(request, caller).report();
    Attempt attempt = attempt(request, report);
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

  /** The present attempt unless the request names one; numbers begin with that of the first. */
  private static Attempt attempt(Request request, Report report) {
    int present = report.attempt().number();
    Optional<String> asked = request.query("attempt");
    if (asked.isEmpty()) {
      return report.attempt();
    }
    if (NUMBER.matcher(asked.get()).matches()) {
      int number = Integer.parseInt(asked.get());
      if (number == present || (number >= 1 && number < present)) {
        return new Attempt(report.id(), number);
      }
    }
    throw new ProblemException(
        Kind.INVALID_REQUEST,
        "The query parameter attempt must be the number of an attempt of the report: it has had %d."
            .formatted(present));
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

  /** Causes name resources of the account, and so do the data of states: administrators' alone. */
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
