package dev.errand.worker.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.core.Attempt;
import dev.errand.core.FailureCode;
import dev.errand.worker.progress.TaskPhase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SegmentTest {

  private static final TraceContext TRACE =
      new TraceContext("1-5759e988-bd862e3fe1be46a994272793", Optional.of("53995c3f42cd8ad8"));
  private static final Attempt ATTEMPT = Attempt.fromExecutionName("01JDF3T7C4V5N6P7Q8R9S0T1V2-2");
  private static final Instant NOW = Instant.parse("2026-11-28T00:00:00.010Z");

  private int ids;

  @Test
  void aSegmentHasTheTimesOfItsPhases() {
    Segment segment =
        new Segment(
            TRACE,
            ATTEMPT,
            Optional.of("v1"),
            List.of(phase("reading", 0, 1000), phase("finishing", 1000, 1500)),
            Optional.empty());

    assertThat(segment.json(this::id))
        .isEqualTo(
            """
            {"name":"errand-worker","id":"1","trace_id":"1-5759e988-bd862e3fe1be46a994272793",\
            "parent_id":"53995c3f42cd8ad8","start_time":1795824000.010,"end_time":1795824001.510,\
            "origin":"AWS::ECS::Container","service":{"version":"v1"},\
            "annotations":{"report_id":"01JDF3T7C4V5N6P7Q8R9S0T1V2","attempt":2},\
            "subsegments":[\
            {"name":"reading","id":"2","start_time":1795824000.010,"end_time":1795824001.010},\
            {"name":"finishing","id":"3","start_time":1795824001.010,"end_time":1795824001.510}]}""");
  }

  @Test
  void aFailureIsAFaultOfTheSegmentAndOfItsLastPhase() {
    Segment segment =
        new Segment(
            new TraceContext(TRACE.traceId(), Optional.empty()),
            ATTEMPT,
            Optional.empty(),
            List.of(phase("starting", 0, 1), phase("reading", 1, 2)),
            Optional.of(FailureCode.RECORDS_API_REFUSED));

    assertThat(segment.json(this::id))
        .contains(
            "\"fault\":true,\"annotations\":",
            "\"failure_code\":\"records-api-refused\"",
            "\"end_time\":1795824000.012,\"fault\":true}]}")
        .doesNotContain("parent_id", "version");
  }

  @Test
  void aTimelineHasAPhaseForEachStageUntilTheReportIsDone() {
    SteppingClock clock = new SteppingClock();
    PhaseTimes phases = new PhaseTimes(clock);
    phases.enter(TaskPhase.READING);

    assertThat(phases.soFar()).containsExactly(phase("starting", 0, 1), phase("reading", 1, 2));

    phases.enter(TaskPhase.FINISHING);
    phases.enter(TaskPhase.DONE);
    assertThat(phases.soFar())
        .containsExactly(phase("starting", 0, 1), phase("reading", 1, 3), phase("finishing", 3, 4));
  }

  private static PhaseTime phase(String name, int fromMillis, int toMillis) {
    return new PhaseTime(name, NOW.plusMillis(fromMillis), NOW.plusMillis(toMillis));
  }

  private String id() {
    return String.valueOf(++ids);
  }

  /** Each look at it takes a millisecond. */
  private static final class SteppingClock extends Clock {

    private Instant next = NOW;

    @Override
    public Instant instant() {
      Instant now = next;
      next = next.plus(Duration.ofMillis(1));
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }
}
