package dev.errand.worker.trace;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.errand.core.Attempt;
import dev.errand.core.FailureCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a task did for a report. It has no field of the request.
 *
 * @param trace the trace that it belongs to
 * @param attempt the report and its attempt
 * @param version of the worker
 * @param phases of the task in their order; at least one
 * @param failure why the task ended; empty if the report is complete
 * @see <a
 *     href="https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html">Segment
 *     documents</a>
 */
public record Segment(
    TraceContext trace,
    Attempt attempt,
    Optional<String> version,
    List<PhaseTime> phases,
    Optional<FailureCode> failure) {

  private static final String NAME = "errand-worker";

  /**
   * The segment document.
   *
   * @param ids returns a new id with each call, 16 hexadecimal digits
   */
  String json(Supplier<String> ids) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("name", NAME);
    document.put("id", ids.get());
    document.put("trace_id", trace.traceId());
    trace.parentId().ifPresent(id -> document.put("parent_id", id));
    document.put("start_time", seconds(phases.get(0).start()));
    document.put("end_time", seconds(last().end()));
    document.put("origin", "AWS::ECS::Container");
    version.ifPresent(text -> document.put("service", Map.of("version", text)));
    failure.ifPresent(code -> document.put("fault", true));
    document.put("annotations", annotations());
    document.put("subsegments", phases.stream().map(phase -> subsegment(phase, ids)).toList());
    try {
      return JSON.std.asString(document);
    } catch (IOException e) {
      throw new UncheckedIOException("texts and numbers are always serializable", e);
    }
  }

  private Map<String, Object> annotations() {
    Map<String, Object> annotations = new LinkedHashMap<>();
    annotations.put("report_id", attempt.reportId().value());
    annotations.put("attempt", attempt.number());
    failure.ifPresent(code -> annotations.put("failure_code", code.word()));
    return annotations;
  }

  private Map<String, Object> subsegment(PhaseTime phase, Supplier<String> ids) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("name", phase.name());
    document.put("id", ids.get());
    document.put("start_time", seconds(phase.start()));
    document.put("end_time", seconds(phase.end()));
    if (failure.isPresent() && phase.equals(last())) {
      document.put("fault", true);
    }
    return document;
  }

  private PhaseTime last() {
    return phases.get(phases.size() - 1);
  }

  private static BigDecimal seconds(Instant instant) {
    return BigDecimal.valueOf(instant.toEpochMilli(), 3);
  }
}
