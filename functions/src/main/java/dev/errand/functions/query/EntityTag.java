package dev.errand.functions.query;

import dev.errand.functions.http.Fingerprint;
import dev.errand.functions.report.Report;
import java.util.Arrays;
import java.util.Optional;

/**
 * The entity tag of a report (RFC 9110, section 8.8.3): the order and status of the report, then a
 * digest of everything that is shown of it, with its progress. So a request with a tag shows
 * whether its client has seen the present status, and whether it has seen the latest progress.
 *
 * @param state changes with the report's status
 * @param digest changes with anything
 */
record EntityTag(String state, String digest) {

  static EntityTag of(Report report, String body) {
    return new EntityTag(
        report.state().order().key() + "." + report.status(),
        Fingerprint.of(body).substring(0, 16));
  }

  /** Whether the header {@code If-None-Match} names this tag. */
  boolean matches(Optional<String> ifNoneMatch) {
    return ifNoneMatch
        .filter(
            header ->
                header.strip().equals("*")
                    || Arrays.stream(header.split(","))
                        .map(tag -> tag.strip().replaceFirst("^W/", ""))
                        .anyMatch(toString()::equals))
        .isPresent();
  }

  /** Whether the client that sent this header has not seen the present status. */
  boolean isStatusNewTo(Optional<String> ifNoneMatch) {
    return ifNoneMatch.filter(header -> !header.contains("\"" + state + ".")).isPresent();
  }

  @Override
  public String toString() {
    return "\"" + state + "." + digest + "\"";
  }
}
