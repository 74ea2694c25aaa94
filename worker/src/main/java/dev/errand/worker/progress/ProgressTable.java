package dev.errand.worker.progress;

import dev.errand.worker.records.Retries;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/**
 * Writes the progress item of a report: {@code pk = PROGRESS#{id}}, {@code sk = PROGRESS}. It does
 * not replace the item of a later task of the report.
 */
public final class ProgressTable implements ProgressSink {

  private static final int SCHEMA_VERSION = 1;

  /**
   * How long the items of a report exist after its artifacts expired. The functions use the same
   * value.
   */
  private static final Duration REMEMBERED_AFTER_EXPIRY = Duration.ofDays(7);

  private final DynamoDbClient dynamoDb;
  private final String table;
  private final TaskId task;
  private final Duration retention;

  /**
   * Connects to the table with the region, endpoint and credentials of the environment.
   *
   * @param retention how long the report is kept
   */
  public static ProgressTable connect(String table, TaskId task, Duration retention) {
    return new ProgressTable(
        DynamoDbClient.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(Duration.ofSeconds(2))
                    .socketTimeout(Duration.ofSeconds(5)))
            .overrideConfiguration(settings -> settings.apiCallTimeout(Duration.ofSeconds(10)))
            .build(),
        table,
        task,
        retention);
  }

  ProgressTable(DynamoDbClient dynamoDb, String table, TaskId task, Duration retention) {
    this.dynamoDb = dynamoDb;
    this.table = table;
    this.task = task;
    this.retention = retention;
  }

  @Override
  public void write(Snapshot snapshot) {
    try {
      dynamoDb.putItem(
          request ->
              request
                  .tableName(table)
                  .item(item(snapshot))
                  .conditionExpression("attribute_not_exists(task_order) OR task_order <= :order")
                  .expressionAttributeValues(Map.of(":order", text(task.order()))));
    } catch (ConditionalCheckFailedException aLaterTaskRuns) {
      throw new SupersededException();
    } catch (DynamoDbException e) {
      String code = e.awsErrorDetails() == null ? "" : " " + e.awsErrorDetails().errorCode();
      throw new ProgressWriteException(e.statusCode() + code, e);
    }
  }

  private Map<String, AttributeValue> item(Snapshot snapshot) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("pk", text("PROGRESS#" + task.execution().attempt().reportId()));
    item.put("sk", text("PROGRESS"));
    item.put("schema_version", number(SCHEMA_VERSION));
    item.put(
        "expires_at",
        number(
            snapshot.updatedAt().plus(retention).plus(REMEMBERED_AFTER_EXPIRY).getEpochSecond()));
    item.put("attempt", number(task.execution().attempt().number()));
    item.put("task_order", text(task.order()));
    item.put("stage", text(snapshot.phase().word()));
    item.put("records", number(snapshot.records()));
    snapshot.total().ifPresent(total -> item.put("total", number(total)));
    item.put("records_per_second", number(snapshot.recordsPerSecond()));
    item.put("started_at", time(snapshot.startedAt()));
    item.put("updated_at", time(snapshot.updatedAt()));
    Retries retries = snapshot.retries();
    retries
        .lastReason()
        .ifPresent(
            reason ->
                item.put(
                    "retries",
                    AttributeValue.fromM(
                        Map.of(
                            "failed_tries", number(retries.failedTries()),
                            "last_reason", text(reason)))));
    retries
        .pending()
        .ifPresent(
            waiting ->
                item.put(
                    "waiting",
                    AttributeValue.fromM(
                        Map.of(
                            "try", number(waiting.nextTry()),
                            "of", number(waiting.tries()),
                            "next_try_at", time(waiting.nextTryAt()),
                            "reason", text(waiting.reason())))));
    snapshot
        .failure()
        .ifPresent(
            failure ->
                item.put(
                    "failure",
                    AttributeValue.fromM(
                        Map.of(
                            "code", text(failure.code().word()),
                            "detail", text(failure.getMessage())))));
    return item;
  }

  private static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }

  private static AttributeValue number(long number) {
    return AttributeValue.fromN(String.valueOf(number));
  }

  private static AttributeValue time(Instant time) {
    return text(time.truncatedTo(ChronoUnit.MILLIS).toString());
  }
}
