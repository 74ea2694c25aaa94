package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.Account;
import dev.errand.states.value.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * The event {@code Step Functions Execution Status Change}, as EventBridge delivers it: input and
 * output are JSON as text, times are milliseconds since 1970, and what is not known is {@code
 * null}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html">EventBridge
 *     events of Step Functions</a>
 */
final class StatusEvent {

  /** Above this the input, or the output, is left out. */
  private static final int LIMIT = 248 * 1024;

  private StatusEvent() {}

  static ObjectNode of(Execution execution, Account account, Instant now) {
    ObjectNode event = Json.object();
    event
        .put("version", "0")
        .put("id", UUID.randomUUID().toString())
        .put("detail-type", "Step Functions Execution Status Change")
        .put("source", "aws.states")
        .put("account", account.id())
        .put("time", now.truncatedTo(ChronoUnit.SECONDS).toString())
        .put("region", account.region());
    event.putArray("resources").add(execution.arn());
    event.set("detail", detail(execution));
    return event;
  }

  private static ObjectNode detail(Execution execution) {
    Execution.Outcome outcome = execution.outcome();
    int inputSize = escapedSize(execution.start().input());
    int outputSize = outcome.output().map(StatusEvent::escapedSize).orElse(0);
    ObjectNode detail = Json.object();
    detail
        .put("executionArn", execution.arn())
        .put("stateMachineArn", execution.start().stateMachineArn())
        .put("name", execution.start().name())
        .put("status", execution.status().name())
        .put("startDate", execution.start().date().toEpochMilli())
        .put("stopDate", millis(outcome.stopDate()));
    boolean inputIncluded = inputSize + outputSize <= LIMIT;
    boolean outputIncluded = outputSize <= LIMIT;
    detail.put("input", inputIncluded ? execution.start().input() : null);
    detail.put("output", outputIncluded ? outcome.output().orElse(null) : null);
    detail
        .put("stateMachineVersionArn", execution.start().versionArn().orElse(null))
        .put("stateMachineAliasArn", execution.start().aliasArn().orElse(null))
        .put("redriveCount", execution.redrives().count())
        .put("redriveDate", millis(execution.redrives().date()))
        .put("redriveStatus", RedriveStatus.of(execution).name())
        .put(
            "redriveStatusReason",
            RedriveStatus.notRedrivableReason(execution.status()).orElse(null));
    detail.putObject("inputDetails").put("included", inputIncluded);
    if (outcome.output().isEmpty()) {
      detail.putNull("outputDetails");
    } else {
      detail.putObject("outputDetails").put("included", outputIncluded);
    }
    return detail
        .put("error", outcome.error().orElse(null))
        .put("cause", outcome.cause().orElse(null));
  }

  private static Long millis(Optional<Instant> instant) {
    return instant.map(Instant::toEpochMilli).orElse(null);
  }

  private static int escapedSize(String json) {
    return Json.write(Json.MAPPER.getNodeFactory().textNode(json))
        .getBytes(StandardCharsets.UTF_8)
        .length;
  }
}
