package dev.errand.functions.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.core.request.ParsedRequest;
import dev.errand.core.request.ReportRequest;
import dev.errand.core.request.RequestParser;
import dev.errand.functions.execution.ExecutionsUnavailableException;
import dev.errand.functions.http.Caller;
import dev.errand.functions.http.Endpoint;
import dev.errand.functions.http.Problem;
import dev.errand.functions.http.Problem.Kind;
import dev.errand.functions.http.ProblemException;
import dev.errand.functions.http.Problems;
import dev.errand.functions.http.ReportJson;
import dev.errand.functions.http.Request;
import dev.errand.functions.http.Response;
import dev.errand.functions.http.Scope;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.Submission;
import dev.errand.functions.runtime.Log;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code POST /v1/reports}. */
final class PostReport implements Endpoint {

  private static final String FIRST_POLL_SECONDS = "1";

  private final Intake intake;
  private final RequestParser parser;

  PostReport(Intake intake, RequestParser parser) {
    this.intake = intake;
    this.parser = parser;
  }

  @Override
  public Response answer(Request request, Invocation invocation) {
    Caller caller = request.requireScope(Scope.WRITE);
    request.requireOnlyParameters(Set.of("validate_only"));
    boolean validateOnly = validateOnly(request);
    Submission submission = submission(request, caller);
    Optional<String> key = request.idempotencyKey();
    return validateOnly
        ? preview(intake.preview(submission, caller.id(), key))
        : answer(intake.submit(submission, caller, key), invocation.log());
  }

  private static Response answer(SubmitResult result, Log log) {
    if (result instanceof SubmitResult.Accepted accepted) {
      log(log, "accepted", accepted.report(), accepted.startFailure());
      return accepted(accepted.report());
    }
    if (result instanceof SubmitResult.Replayed replayed) {
      refuseIfDeleted(replayed.report());
      log(log, "sent again", replayed.report(), replayed.startFailure());
      return accepted(replayed.report()).withHeader("Idempotent-Replay", "true");
    }
    throw problem(result);
  }

  private static void log(
      Log log, String what, Report report, Optional<ExecutionsUnavailableException> startFailure) {
    startFailure.ifPresentOrElse(
        cause -> log.warn(what + ", not started yet", report, cause), () -> log.info(what, report));
  }

  /** What there would be has no id yet, so nothing can be followed. */
  private static Response preview(SubmitResult result) {
    if (result instanceof SubmitResult.Accepted accepted) {
      ObjectNode report = ReportJson.of(accepted.report(), Optional.empty());
      report.remove(List.of("id", "links"));
      return Response.json(202, report);
    }
    if (result instanceof SubmitResult.Replayed replayed) {
      refuseIfDeleted(replayed.report());
      return accepted(replayed.report()).withHeader("Idempotent-Replay", "true");
    }
    throw problem(result);
  }

  private static void refuseIfDeleted(Report report) {
    if (report.isDeleted()) {
      throw new ProblemException(
          Kind.GONE,
          "The report that this Idempotency-Key led to was deleted. Send a new key to ask again.");
    }
  }

  private static ProblemException problem(SubmitResult result) {
    return result instanceof SubmitResult.LimitReached reached
        ? new ProblemException(Problems.tooManyActiveReports(reached.maxActiveReports()))
        : new ProblemException(Problems.keyReused());
  }

  private static Response accepted(Report report) {
    return Response.json(202, ReportJson.of(report, Optional.empty()))
        .withHeader("Location", ReportJson.path(report))
        .withHeader("Retry-After", FIRST_POLL_SECONDS);
  }

  private static boolean validateOnly(Request request) {
    return switch (request.query("validate_only").orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new ProblemException(
              Kind.INVALID_REQUEST, "The query parameter validate_only must be true or false.");
    };
  }

  private Submission submission(Request request, Caller caller) {
    String text = request.jsonBody(ReportRequest.MAX_BYTES);
    ParsedRequest parsed = parser.parse(text);
    if (parsed instanceof ParsedRequest.Malformed malformed) {
      throw new ProblemException(
          Kind.MALFORMED_REQUEST,
          "Line %d, column %d: %s"
              .formatted(malformed.line(), malformed.column(), malformed.detail()));
    }
    if (parsed instanceof ParsedRequest.TooLarge large) {
      throw new ProblemException(
          Kind.TOO_LARGE,
          ("The request takes %d characters on its way to the task; at most %d are allowed. Letters"
                  + " without accents and digits take one each, others up to seven.")
              .formatted(large.characters(), ReportRequest.MAX_CHARACTERS));
    }
    if (parsed instanceof ParsedRequest.Invalid invalid) {
      throw new ProblemException(
          Problem.invalid("Correct the fields listed in errors.", invalid.violations()));
    }
    ReportRequest valid = ((ParsedRequest.Valid) parsed).request();
    if (!caller.owns(Optional.of(valid.owner()))) {
      throw new ProblemException(
          Kind.FORBIDDEN,
          "The token is another client's: its client is not %s."
              .formatted(valid.type().owner().substring(1).replace('/', '.')));
    }
    return Submission.of(text, valid);
  }
}
