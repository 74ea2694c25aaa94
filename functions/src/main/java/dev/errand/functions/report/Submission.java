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
 * @param request the text, read; empty if somebody started an execution by hand with an input that
 *     is no report request
 */
public record Submission(String text, Optional<ReportRequest> request) {

  private static final RequestParser PARSER = new RequestParser();

  /** Reads a text again that was accepted once, or the input of an execution started by hand. */
  public static Submission of(String text) {
    return new Submission(
        text,
        PARSER.parse(text) instanceof ParsedRequest.Valid valid
            ? Optional.of(valid.request())
            : Optional.empty());
  }

  /** The client that owns the report. */
  public Optional<UUID> clientId() {
    return request.map(valid -> valid.filter().clientId());
  }
}
