package dev.errand.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * What the dashboard and the alarms watch exists, under the names and dimensions that AWS gives.
 */
class DashboardTest {

  private static final JsonNode TRANSLATED = Deployment.translated();
  private static final String OWN = "${AWS::StackName}";

  /**
   * A metric as CloudWatch knows it.
   *
   * @param dimensions values by name; a value is a reference to a resource
   */
  private record Metric(String namespace, String name, Map<String, String> dimensions) {

    /** Namespace and names of the dimensions. */
    String kind() {
      return (namespace + " " + String.join(",", dimensions.keySet())).strip();
    }
  }

  /**
   * By namespace and dimensions, from the pages on metrics of the developer guides of Step
   * Functions ("procedure-cw-metrics"), API Gateway ("http-api-metrics"), Lambda
   * ("monitoring-metrics-types"), SQS ("sqs-available-cloudwatch-metrics"), DynamoDB
   * ("metrics-dimensions") and CloudWatch ("Container-Insights-metrics-ECS").
   */
  private static final Map<String, Set<String>> KNOWN =
      Map.of(
          "AWS/States StateMachineArn",
          Set.of(
              "ExecutionsStarted",
              "ExecutionsSucceeded",
              "ExecutionsFailed",
              "ExecutionsTimedOut",
              "ExecutionsAborted",
              "ExecutionThrottled",
              "ExecutionTime"),
          "AWS/ApiGateway ApiId",
          Set.of("Count", "4xx", "5xx", "Latency", "IntegrationLatency", "DataProcessed"),
          "AWS/Lambda FunctionName",
          Set.of(
              "Invocations",
              "Errors",
              "Throttles",
              "Duration",
              "ConcurrentExecutions",
              "AsyncEventAge",
              "AsyncEventsReceived",
              "AsyncEventsDropped",
              "DeadLetterErrors"),
          "AWS/Lambda",
          Set.of("ConcurrentExecutions", "UnreservedConcurrentExecutions", "Throttles"),
          "AWS/SQS QueueName",
          Set.of("ApproximateNumberOfMessagesVisible", "ApproximateAgeOfOldestMessage"),
          "AWS/DynamoDB TableName",
          Set.of(
              "ConsumedReadCapacityUnits",
              "ConsumedWriteCapacityUnits",
              "ReadThrottleEvents",
              "WriteThrottleEvents",
              "TransactionConflict",
              "ConditionalCheckFailedRequests"),
          "ECS/ContainerInsights ClusterName",
          Set.of("TaskCount", "CpuUtilized", "CpuReserved", "MemoryUtilized", "MemoryReserved"));

  /** The type of the resource that gives a dimension its value. */
  private static final Map<String, String> TYPES =
      Map.of(
          "StateMachineArn", "AWS::StepFunctions::StateMachine",
          "ApiId", "AWS::ApiGatewayV2::Api",
          "FunctionName", "AWS::Lambda::Function",
          "QueueName", "AWS::SQS::Queue",
          "TableName", "AWS::DynamoDB::Table",
          "ClusterName", "AWS::ECS::Cluster");

  @Test
  void everyMetricThatIsShownOrWatchedExists() {
    List<Metric> metrics = new ArrayList<>(shown());
    metrics.addAll(watched());

    assertThat(metrics)
        .hasSizeGreaterThan(50)
        .filteredOn(metric -> !metric.namespace().equals(OWN))
        .allSatisfy(
            metric ->
                assertThat(KNOWN.getOrDefault(metric.kind(), Set.of()))
                    .as("%s", metric)
                    .contains(metric.name()))
        .allSatisfy(
            metric ->
                metric
                    .dimensions()
                    .forEach(
                        (name, value) ->
                            assertThat(typeOf(value)).as("%s", metric).isEqualTo(TYPES.get(name))));
  }

  /** CloudWatch reads them out of log lines that name no dimension. */
  @Test
  void metricsOfOurOwnHaveNoDimension() {
    List<Metric> metrics = new ArrayList<>(shown());
    metrics.addAll(watched());

    assertThat(metrics)
        .filteredOn(metric -> metric.namespace().equals(OWN))
        .hasSizeGreaterThan(8)
        .allSatisfy(metric -> assertThat(metric.dimensions()).as("%s", metric).isEmpty());
  }

  @Test
  void theDashboardShowsEveryPartOfTheSystem() {
    assertThat(shown()).extracting(Metric::kind).containsAll(KNOWN.keySet());
    for (String metric : List.of("Errors", "ConcurrentExecutions")) {
      Set<String> functions = new TreeSet<>();
      shown().stream()
          .filter(each -> each.name().equals(metric) && !each.dimensions().isEmpty())
          .forEach(each -> functions.addAll(each.dimensions().values()));
      assertThat(functions)
          .as(metric)
          .containsExactlyInAnyOrderElementsOf(
              logicalIds("AWS::Lambda::Function").stream().map("${%s}"::formatted).toList());
    }
  }

  @Test
  void everyOwnMetricThatRaisesAnAlarmIsShown() {
    assertThat(shown())
        .containsAll(watched().stream().filter(metric -> metric.namespace().equals(OWN)).toList());
  }

  @Test
  void everyQueryReadsALogOfTheStack() {
    List<JsonNode> queries =
        widgets().stream()
            .filter(widget -> widget.path("type").asText().equals("log"))
            .map(widget -> widget.at("/properties/query"))
            .toList();

    assertThat(queries)
        .hasSize(2)
        .allSatisfy(
            query -> {
              MatchResult source =
                  Pattern.compile("^SOURCE '([^']+)' \\| ")
                      .matcher(query.asText())
                      .results()
                      .findFirst()
                      .orElseThrow();
              assertThat(typeOf(source.group(1))).isEqualTo("AWS::Logs::LogGroup");
            });
  }

  @Test
  void noWidgetLiesOverAnother() {
    List<Rectangle> places =
        widgets().stream()
            .map(
                widget ->
                    new Rectangle(
                        widget.path("x").asInt(),
                        widget.path("y").asInt(),
                        widget.path("width").asInt(),
                        widget.path("height").asInt()))
            .toList();

    for (int i = 0; i < places.size(); i++) {
      assertThat(places.subList(i + 1, places.size())).noneMatch(places.get(i)::intersects);
      assertThat(places.get(i).getMaxX()).isLessThanOrEqualTo(24);
    }
  }

  /** What the widgets show. */
  private static List<Metric> shown() {
    List<Metric> metrics = new ArrayList<>();
    for (JsonNode widget : widgets()) {
      List<String> before = List.of();
      for (JsonNode row : widget.at("/properties/metrics")) {
        List<String> cells = cells(row);
        if (!cells.isEmpty()) {
          before = written(cells, before);
          metrics.add(metric(before));
        }
      }
    }
    return metrics;
  }

  /** Without its options. */
  private static List<String> cells(JsonNode row) {
    return StreamSupport.stream(row.spliterator(), false)
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .toList();
  }

  /**
   * Written out: {@code .} stands for the cell above, {@code ...} for all cells above but those
   * that follow (CloudWatch API reference, "Dashboard body structure").
   */
  private static List<String> written(List<String> cells, List<String> above) {
    List<String> row = new ArrayList<>(cells);
    if (cells.get(0).equals("...")) {
      row = new ArrayList<>(above.subList(0, above.size() - (cells.size() - 1)));
      row.addAll(cells.subList(1, cells.size()));
    }
    for (int i = 0; i < row.size(); i++) {
      if (row.get(i).equals(".")) {
        row.set(i, above.get(i));
      }
    }
    return row;
  }

  private static Metric metric(List<String> row) {
    Map<String, String> dimensions = new LinkedHashMap<>();
    for (int i = 2; i < row.size(); i += 2) {
      dimensions.put(row.get(i), row.get(i + 1));
    }
    return new Metric(row.get(0), row.get(1), dimensions);
  }

  private static List<JsonNode> widgets() {
    String body = TRANSLATED.at("/Resources/Dashboard/Properties/DashboardBody/Fn::Sub").asText();
    return StreamSupport.stream(Deployment.json(body).path("widgets").spliterator(), false)
        .toList();
  }

  /** What the alarms watch. */
  private static List<Metric> watched() {
    List<Metric> metrics = new ArrayList<>();
    for (String id : logicalIds("AWS::CloudWatch::Alarm")) {
      JsonNode alarm = TRANSLATED.at("/Resources/" + id + "/Properties");
      if (alarm.has("MetricName")) {
        metrics.add(watched(alarm));
      }
      alarm.findValues("Metric").forEach(metric -> metrics.add(watched(metric)));
    }
    return metrics;
  }

  private static Metric watched(JsonNode json) {
    Map<String, String> dimensions = new LinkedHashMap<>();
    json.path("Dimensions")
        .forEach(
            dimension ->
                dimensions.put(
                    dimension.path("Name").asText(), reference(dimension.path("Value"))));
    return new Metric(
        reference(json.path("Namespace")), json.path("MetricName").asText(), dimensions);
  }

  /** As {@code Fn::Sub} would write it. */
  private static String reference(JsonNode value) {
    if (value.has("Ref")) {
      return "${" + value.path("Ref").asText() + "}";
    }
    if (value.has("Fn::GetAtt")) {
      return "${%s.%s}"
          .formatted(value.at("/Fn::GetAtt/0").asText(), value.at("/Fn::GetAtt/1").asText());
    }
    return value.asText();
  }

  private static String typeOf(String reference) {
    String id = reference.replaceFirst("^\\$\\{([A-Za-z]+)(\\.[A-Za-z]+)?}$", "$1");
    return TRANSLATED.at("/Resources/" + id + "/Type").asText();
  }

  private static List<String> logicalIds(String type) {
    return TRANSLATED.path("Resources").properties().stream()
        .filter(resource -> resource.getValue().path("Type").asText().equals(type))
        .map(Map.Entry::getKey)
        .toList();
  }
}
