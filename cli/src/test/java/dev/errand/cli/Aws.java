package dev.errand.cli;

import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.sfn.SfnClient;

/** The stage's services through the AWS SDK, set up from {@code stage.json} alone. */
record Aws(StageProcess stage) {

  SfnClient stepFunctions() {
    return SfnClient.builder()
        .endpointOverride(stage.uri("stepfunctions"))
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
