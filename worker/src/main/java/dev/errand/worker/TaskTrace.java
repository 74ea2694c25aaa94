package dev.errand.worker;

import dev.errand.core.Attempt;
import dev.errand.core.FailureCode;
import dev.errand.worker.trace.PhaseTime;
import dev.errand.worker.trace.Segment;
import dev.errand.worker.trace.TraceContext;
import dev.errand.worker.trace.XRay;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The part of a sampled trace that this task adds.
 *
 * @param version the version of the worker, if it is known
 */
record TaskTrace(TraceContext context, Attempt attempt, Optional<String> version, XRay xRay) {

  /** Sends the segment of the task. A report does not fail for its trace. */
  void send(List<PhaseTime> phases, Optional<FailureCode> failure, Consumer<String> warn) {
    try {
      xRay.send(new Segment(context, attempt, version, phases, failure));
    } catch (IOException | RuntimeException e) {
      warn.accept(
          "The trace cannot be sent; the report is not affected: "
              + (e instanceof IOException ? e.getMessage() : e.getClass().getSimpleName()));
    }
  }
}
