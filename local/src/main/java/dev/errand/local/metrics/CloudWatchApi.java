package dev.errand.local.metrics;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.awsjson.AwsCbor;
import dev.errand.local.awsjson.AwsJson;
import dev.errand.local.awsjson.Input;
import dev.errand.states.value.Json;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The operation {@code DescribeAlarms} of CloudWatch's API, in JSON and in CBOR. All alarms are on
 * one page; the times and reasons of their states are left out.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html">DescribeAlarms</a>
 */
public final class CloudWatchApi implements Handler {

  /** The name of the service in both protocols. */
  public static final String SERVICE = "GraniteServiceVersion20100801";

  private static final Set<String> STATES = Set.of("OK", "ALARM", "INSUFFICIENT_DATA");

  private final Alarms alarms;
  private final Runnable collect;
  private final AwsJson json;
  private final AwsCbor cbor;

  /**
   * @param collect collects the metrics that are not counted when they occur
   */
  public CloudWatchApi(Alarms alarms, Runnable collect) {
    this.alarms = alarms;
    this.collect = collect;
    Map<String, Function<Input, ObjectNode>> operations =
        Map.of("DescribeAlarms", this::describeAlarms);
    this.json = new AwsJson(SERVICE, "1.0", operations);
    this.cbor = new AwsCbor(operations);
  }

  /** Its operations, for calls that come from this process. */
  public AwsJson operations() {
    return json;
  }

  @Override
  public void handle(Context http) throws Exception {
    if (http.header("X-Amz-Target") == null) {
      cbor.handle(http);
    } else {
      json.handle(http);
    }
  }

  private ObjectNode describeAlarms(Input input) {
    List<String> names = input.texts("AlarmNames");
    String prefix = input.text("AlarmNamePrefix").orElse("");
    Optional<String> state = input.oneOf("StateValue", STATES);
    collect.run();
    ObjectNode output = Json.object();
    ArrayNode described = output.putArray("MetricAlarms");
    for (Alarm alarm : alarms.all()) {
      Alarm.State now = alarms.state(alarm);
      if ((names.isEmpty() || names.contains(alarm.name()))
          && alarm.name().startsWith(prefix)
          && (state.isEmpty() || state.get().equals(now.name()))) {
        described.add(describe(alarm, now));
      }
    }
    output.putArray("CompositeAlarms");
    return output;
  }

  private static ObjectNode describe(Alarm alarm, Alarm.State state) {
    return Json.object()
        .put("AlarmName", alarm.name())
        .put("AlarmArn", alarm.arn())
        .put("AlarmDescription", alarm.description())
        .put("ActionsEnabled", false)
        .put("StateValue", state.name())
        .put("EvaluationPeriods", alarm.evaluationPeriods())
        .put("DatapointsToAlarm", alarm.datapointsToAlarm())
        .put("Threshold", alarm.threshold())
        .put("ComparisonOperator", alarm.comparison().word())
        .put("TreatMissingData", alarm.missingData().word());
  }
}
