package dev.errand.functions.report;

import dev.errand.core.ParsedRequest;
import dev.errand.core.ReportRequest;
import dev.errand.core.RequestParser;
import java.util.Optional;
import java.util.UUID;

/**
 * What was asked for.
 *
 * @param text the request exactly as it came: the input of every attempt's execution
 * @param request the text, read; empty if an execution was started by hand with an input that is no
 *     report request
 * @param clientId the client that owns the report
 */
public record Submission(String text, Optional<ReportRequest> request, Optional<UUID> clientId) {

  private static final RequestParser PARSER = new RequestParser();

  /** What was asked for by the client that the request names. */
  public Submission(String text, Optional<ReportRequest> request) {
    this(text, request, request.map(valid -> valid.filter().clientId()));
  }

  /** Reads a text again that was accepted once, or the input of an execution started by hand. */
  public static Submission of(String text) {
    return new Submission(
        text,
        PARSER.parse(text) instanceof ParsedRequest.Valid valid
            ? Optional.of(valid.request())
            : Optional.empty());
  }

  /** What is left of a request whose report was deleted. */
  public static Submission erased(Optional<UUID> clientId) {
    return new Submission("", Optional.empty(), clientId);
  }
}
