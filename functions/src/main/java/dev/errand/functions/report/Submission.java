package dev.errand.functions.report;

import dev.errand.core.request.ParsedRequest;
import dev.errand.core.request.ReportRequest;
import dev.errand.core.request.RequestParser;
import dev.errand.core.type.ReportType;
import dev.errand.core.type.ReportTypes;
import java.util.Optional;
import java.util.UUID;

/**
 * A report request as it was submitted. It is parsed once, when it is received: a later change of
 * its type does not change it.
 *
 * @param text the request exactly as it came: the input of every attempt's execution
 * @param type the name of the report type; that of the default for an input that names none
 * @param clientId the client that owns the report; empty if an execution was started by hand with
 *     an input that is no report request
 */
public record Submission(String text, String type, Optional<UUID> clientId) {

  private static final RequestParser PARSER = new RequestParser(ReportTypes.onClassPath());

  /** What was asked for by a text that is this request. */
  public static Submission of(String text, ReportRequest request) {
    return new Submission(text, request.type().name(), Optional.of(request.owner()));
  }

  /** Reads a text as a request, or as the input of an execution that was started by hand. */
  public static Submission of(String text) {
    return PARSER.parse(text) instanceof ParsedRequest.Valid valid
        ? of(text, valid.request())
        : new Submission(
            text, RequestParser.typeOf(text).orElse(ReportType.DEFAULT), Optional.empty());
  }

  /** What is left of a request whose report was deleted. */
  public Submission erased() {
    return new Submission("", type, clientId);
  }

  /** Whether it was a request when it came. */
  public boolean isRequest() {
    return clientId.isPresent() && !text.isEmpty();
  }
}
