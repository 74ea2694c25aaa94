package dev.errand.functions.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.core.Attempt;
import dev.errand.functions.execution.ExecutionHistories;
import dev.errand.functions.execution.ExecutionHistory;
import dev.errand.functions.http.Endpoint;
import dev.errand.functions.http.Problem;
import dev.errand.functions.http.Problem.Kind;
import dev.errand.functions.http.ProblemException;
import dev.errand.functions.http.ReportJson;
import dev.errand.functions.http.Request;
import dev.errand.functions.http.Response;
import dev.errand.functions.http.Scope;
import dev.errand.functions.http.VisibleReports;
import dev.errand.functions.report.Report;
import dev.errand.functions.tasklog.TaskLog;
import dev.errand.functions.tasklog.TaskLogs;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code GET /v1/reports/{id}/log}: the end of what an attempt's task logged. It is for
 * administrators: a log names hosts and resources of the operator, and what a container of one's
 * own logs is not known.
 */
final class GetLog implements Endpoint {

  private static final int DEFAULT_LIMIT = 200;
  private static final int MAX_LIMIT = 1000;
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,3}");
  private static final long RETRY_SECONDS = 5;

  private final VisibleReports reports;
  private final ExecutionHistories histories;
  private final TaskLogs logs;

  GetLog(VisibleReports reports, ExecutionHistories histories, TaskLogs logs) {
    this.reports = reports;
    this.histories = histories;
    this.logs = logs;
  }

  @Override
  public Response answer(Request request, Invocation invocation) {
    request.requireOnlyParameters(Set.of(AttemptParameter.NAME, "limit"));
    Report report = reports.named(request, request.requireScope(Scope.ADMIN)).report();
    Attempt attempt = AttemptParameter.of(request, report);
    int limit = limit(request);
    boolean goesOn = report.isActive() && attempt.equals(report.attempt());
    String taskId = taskId(attempt).orElseThrow(() -> noTask(goesOn));
    TaskLog log =
        logs.newest(taskId, limit)
            .filter(found -> goesOn || !found.lines().isEmpty())
            .or(() -> goesOn ? Optional.of(new TaskLog(List.of(), true)) : Optional.empty())
            .orElseThrow(GetLog::gone);
    return Response.json(200, json(attempt, taskId, log)).withHeader("Cache-Control", "no-store");
  }

  private static int limit(Request request) {
    Optional<String> asked = request.query("limit");
    if (asked.isEmpty()) {
      return DEFAULT_LIMIT;
    }
    if (NUMBER.matcher(asked.get()).matches() && Integer.parseInt(asked.get()) <= MAX_LIMIT) {
      return Integer.parseInt(asked.get());
    }
    throw new ProblemException(
        Kind.INVALID_REQUEST, "The query parameter limit must be a number from 1 to 1000.");
  }

  /** Of the last task that the attempt started. */
  private Optional<String> taskId(Attempt attempt) {
    return histories.of(attempt, true).map(ExecutionHistory::visits).orElse(List.of()).stream()
        .flatMap(visit -> visit.taskArn().stream())
        .reduce((earlier, later) -> later)
        .map(arn -> arn.substring(arn.lastIndexOf('/') + 1));
  }

  private static ProblemException noTask(boolean goesOn) {
    return new ProblemException(
        goesOn
            ? Problem.of(Kind.CONFLICT, "The attempt has not started its task yet. Ask again.")
                .retryAfter(RETRY_SECONDS)
            : Problem.of(
                Kind.NOT_FOUND,
                "The attempt started no task, or ended so long ago that its task is not known any more."));
  }

  private static ProblemException gone() {
    return new ProblemException(
        Kind.GONE, "The task logged nothing, or its log was deleted because of its age.");
  }

  private static ObjectNode json(Attempt attempt, String taskId, TaskLog log) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("attempt", attempt.number())
            .put("task_id", taskId);
    ArrayNode lines = json.putArray("lines");
    log.lines()
        .forEach(
            line ->
                lines.addObject().put("at", ReportJson.time(line.at())).put("text", line.text()));
    return json.put("is_complete", log.isComplete());
  }
}
