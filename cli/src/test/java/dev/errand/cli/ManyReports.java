package dev.errand.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Copies of a report, of a client of their own and from long ago, in the table of a stage for a
 * while.
 */
final class ManyReports implements AutoCloseable {

  private static final Instant BEGIN = Instant.parse("2020-01-01T00:00:00.000Z");
  private static final int BATCH = 25;

  private final StageProcess stage;
  private final UUID client;
  private final int count;

  private ManyReports(StageProcess stage, UUID client, int count) {
    this.stage = stage;
    this.client = client;
    this.count = count;
  }

  static ManyReports of(StageProcess stage, String template, int count) {
    ManyReports many = new ManyReports(stage, UUID.randomUUID(), count);
    Map<String, AttributeValue> item = new Aws(stage).item(template);
    many.write(
        IntStream.range(0, count)
            .mapToObj(
                n -> WriteRequest.builder().putRequest(put -> put.item(many.copy(item, n))).build())
            .toList());
    return many;
  }

  String client() {
    return client.toString();
  }

  /** The name of the first. */
  String oldest() {
    return name(0);
  }

  private static String name(int n) {
    // the marks keep one number from being found in another, or in an id
    return "report number #%d# of many".formatted(n);
  }

  /** ULIDs, of which nothing but their form counts here. */
  private static String id(int n) {
    return "00MANY%020d".formatted(n);
  }

  private Map<String, AttributeValue> copy(Map<String, AttributeValue> item, int n) {
    String created =
        BEGIN.plus(n, ChronoUnit.MINUTES).toString().replaceFirst("(:\\d\\d)Z$", "$1.000Z");
    Map<String, AttributeValue> copy = new HashMap<>(item);
    copy.put("pk", AttributeValue.fromS("REPORT#" + id(n)));
    copy.put("id", AttributeValue.fromS(id(n)));
    copy.put("client_id", AttributeValue.fromS(client()));
    copy.put("created_at", AttributeValue.fromS(created));
    copy.put("created_at_id", AttributeValue.fromS(created + "#" + id(n)));
    copy.computeIfPresent(
        "request",
        (field, text) ->
            AttributeValue.fromS(text.s().replaceFirst("(\"name\": \")[^\"]*", "$1" + name(n))));
    return copy;
  }

  private void write(List<WriteRequest> requests) {
    try (DynamoDbClient dynamoDb = new Aws(stage).dynamoDb()) {
      List<List<WriteRequest>> batches = new ArrayList<>();
      for (int from = 0; from < requests.size(); from += BATCH) {
        batches.add(requests.subList(from, Math.min(requests.size(), from + BATCH)));
      }
      batches.forEach(
          batch ->
              dynamoDb.batchWriteItem(
                  write -> write.requestItems(Map.of(stage.field("table"), batch))));
    }
  }

  @Override
  public void close() {
    write(
        IntStream.range(0, count)
            .mapToObj(
                n ->
                    WriteRequest.builder()
                        .deleteRequest(
                            delete ->
                                delete.key(
                                    Map.of(
                                        "pk", AttributeValue.fromS("REPORT#" + id(n)),
                                        "sk", AttributeValue.fromS("STATUS"))))
                        .build())
            .toList());
  }
}
