package dev.errand.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;

/** The stage's services through the AWS SDK, set up from {@code stage.json} alone. */
record Aws(StageProcess stage) {

  SfnClient stepFunctions() {
    return SfnClient.builder()
        .endpointOverride(stage.uri("stepfunctions"))
        .region(Region.of(stage.field("region")))
        .credentialsProvider(credentials())
        .build();
  }

  EcsClient ecs() {
    return EcsClient.builder()
        .endpointOverride(stage.uri("ecs"))
        .region(Region.of(stage.field("region")))
        .credentialsProvider(credentials())
        .build();
  }

  DynamoDbClient dynamoDb() {
    return DynamoDbClient.builder()
        .endpointOverride(stage.uri("dynamodb"))
        .region(Region.of(stage.field("region")))
        .credentialsProvider(credentials())
        .build();
  }

  /** How many items the table has. */
  int items() {
    try (DynamoDbClient client = dynamoDb()) {
      return client.scan(scan -> scan.tableName(stage.field("table")).select(Select.COUNT)).count();
    }
  }

  /** How many executions there have been. */
  int executions() {
    try (SfnClient client = stepFunctions()) {
      return client
          .listExecutions(list -> list.stateMachineArn(stage.field("state_machine_arn")))
          .executions()
          .size();
    }
  }

  /** Every item of the table. */
  List<Map<String, AttributeValue>> allItems() {
    try (DynamoDbClient client = dynamoDb()) {
      return client.scanPaginator(scan -> scan.tableName(stage.field("table"))).items().stream()
          .toList();
    }
  }

  /** The status of every execution by its name. */
  Map<String, String> executionStatuses() {
    try (SfnClient client = stepFunctions()) {
      return client
          .listExecutionsPaginator(list -> list.stateMachineArn(stage.field("state_machine_arn")))
          .executions()
          .stream()
          .collect(Collectors.toMap(ExecutionListItem::name, ExecutionListItem::statusAsString));
    }
  }

  /** The report's item. */
  Map<String, AttributeValue> item(String reportId) {
    try (DynamoDbClient client = dynamoDb()) {
      return client
          .getItem(
              get ->
                  get.tableName(stage.field("table"))
                      .consistentRead(true)
                      .key(
                          Map.of(
                              "pk", AttributeValue.fromS("REPORT#" + reportId),
                              "sk", AttributeValue.fromS("STATUS"))))
          .item();
    }
  }

  private StaticCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(stage.field("access_key_id"), stage.field("secret_access_key")));
  }
}
