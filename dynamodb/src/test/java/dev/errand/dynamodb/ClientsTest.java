package dev.errand.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.errand.dynamodb.http.DynamoDbServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** The clients that people use: AWS's SDK for Java, boto3 and the AWS CLI. */
class ClientsTest {

  private static DynamoDbServer server;
  private static DynamoDbClient client;

  @BeforeAll
  static void start() {
    server = DynamoDbServer.start(DynamoDb.inMemory(), 0);
    client = Clients.of(server);
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  @Test
  void theSdkForJavaReadsItemsErrorsPagesAndTimeToLive() {
    Clients.createTable(client, "java");
    Map<String, AttributeValue> item =
        Map.of("p", AttributeValue.fromS("a"), "n", AttributeValue.fromN("1.50"));
    client.putItem(put -> put.tableName("java").item(item));

    assertThat(client.getItem(get -> get.tableName("java").key(Map.of("p", item.get("p")))).item())
        .containsEntry("n", AttributeValue.fromN("1.5"));
    assertThatThrownBy(
            () ->
                client.updateItem(
                    update ->
                        update
                            .tableName("java")
                            .key(Map.of("p", AttributeValue.fromS("a")))
                            .updateExpression("SET n = :two")
                            .conditionExpression("attribute_not_exists(n)")
                            .expressionAttributeValues(Map.of(":two", AttributeValue.fromN("2")))
                            .returnValues(ReturnValue.ALL_NEW)
                            .returnValuesOnConditionCheckFailure(
                                ReturnValuesOnConditionCheckFailure.ALL_OLD)))
        .isInstanceOfSatisfying(
            ConditionalCheckFailedException.class,
            failed -> assertThat(failed.item()).containsEntry("n", AttributeValue.fromN("1.5")));
    assertThatThrownBy(() -> client.describeTable(describe -> describe.tableName("missing")))
        .isInstanceOf(ResourceNotFoundException.class);

    List<WriteRequest> puts = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      Map<String, AttributeValue> one = Map.of("p", AttributeValue.fromS("b" + i));
      puts.add(WriteRequest.builder().putRequest(PutRequest.builder().item(one).build()).build());
    }
    client.batchWriteItem(batch -> batch.requestItems(Map.of("java", puts)));
    assertThat(client.scanPaginator(scan -> scan.tableName("java").limit(4)).items()).hasSize(26);

    client.updateTimeToLive(
        update ->
            update
                .tableName("java")
                .timeToLiveSpecification(ttl -> ttl.attributeName("expires_at").enabled(true)));
    assertThat(
            client
                .describeTimeToLive(describe -> describe.tableName("java"))
                .timeToLiveDescription()
                .timeToLiveStatus())
        .isEqualTo(TimeToLiveStatus.ENABLED);
    client.deleteTable(delete -> delete.tableName("java"));
    client.waiter().waitUntilTableNotExists(describe -> describe.tableName("java"));
  }

  @Test
  void theSdkForJavaShowsWhatIsRefusedByNameAndTriesNothingTwice() {
    assertThatThrownBy(
            () -> client.executeStatement(statement -> statement.statement("SELECT * FROM x")))
        .isInstanceOf(DynamoDbException.class)
        .isNotInstanceOf(ProvisionedThroughputExceededException.class)
        .hasMessageContaining("ExecuteStatement is not supported by this table store");
  }

  @Test
  void boto3WritesQueriesAndReadsTheErrorOfATransaction() throws Exception {
    assumeTrue(succeeds("python3", "-c", "import boto3"), "skipped: python3 with boto3 is missing");

    assertThat(
            output(
                "python3",
                "-c",
                """
                import boto3, decimal, os
                dynamodb = boto3.resource('dynamodb', endpoint_url=os.environ['ENDPOINT'])
                table = dynamodb.create_table(
                    TableName='boto', BillingMode='PAY_PER_REQUEST',
                    AttributeDefinitions=[{'AttributeName': 'p', 'AttributeType': 'S'},
                                          {'AttributeName': 's', 'AttributeType': 'N'}],
                    KeySchema=[{'AttributeName': 'p', 'KeyType': 'HASH'},
                               {'AttributeName': 's', 'KeyType': 'RANGE'}])
                table.wait_until_exists()
                with table.batch_writer() as batch:
                    for i in range(60):
                        batch.put_item(Item={'p': 'a', 's': i, 'set': {'x', 'y'}, 'b': b'12',
                                             'list': [1, {'k': None}], 'd': decimal.Decimal('0.10')})
                from boto3.dynamodb.conditions import Attr, Key
                page = table.query(KeyConditionExpression=Key('p').eq('a') & Key('s').between(10, 19),
                                   FilterExpression=Attr('d').lt(1) & Attr('set').contains('x'),
                                   ProjectionExpression='s, #l[1]',
                                   ExpressionAttributeNames={'#l': 'list'})
                print(page['Count'], page['Items'][0])
                try:
                    dynamodb.meta.client.transact_write_items(TransactItems=[
                        {'Put': {'TableName': 'boto', 'Item': {'p': 'a', 's': 1},
                                 'ConditionExpression': 'attribute_not_exists(p)'}},
                        {'Delete': {'TableName': 'boto', 'Key': {'p': 'a', 's': 2}}}])
                except dynamodb.meta.client.exceptions.TransactionCanceledException as e:
                    print([reason['Code'] for reason in e.response['CancellationReasons']])
                """))
        .isEqualTo(
            """
            10 {'s': Decimal('10'), 'list': [{'k': None}]}
            ['ConditionalCheckFailed', 'None']
            """);
  }

  @Test
  void theAwsCliCreatesListsAndCountsCapacity() throws Exception {
    assumeTrue(succeeds("aws", "--version"), "skipped: the AWS CLI is missing");
    String endpoint = server.endpoint().toString();

    output(
        "aws",
        "dynamodb",
        "create-table",
        "--endpoint-url",
        endpoint,
        "--table-name",
        "cli",
        "--billing-mode",
        "PAY_PER_REQUEST",
        "--attribute-definitions",
        "AttributeName=p,AttributeType=S",
        "--key-schema",
        "AttributeName=p,KeyType=HASH");
    output(
        "aws",
        "dynamodb",
        "wait",
        "table-exists",
        "--endpoint-url",
        endpoint,
        "--table-name",
        "cli");

    assertThat(
            output(
                "aws",
                "dynamodb",
                "put-item",
                "--endpoint-url",
                endpoint,
                "--table-name",
                "cli",
                "--item",
                "{\"p\": {\"S\": \"a\"}}",
                "--return-consumed-capacity",
                "TOTAL",
                "--query",
                "ConsumedCapacity.CapacityUnits"))
        .isEqualTo("1.0\n");
    assertThat(
            output(
                "aws",
                "dynamodb",
                "list-tables",
                "--endpoint-url",
                endpoint,
                "--query",
                "contains(TableNames, 'cli')"))
        .isEqualTo("true\n");
  }

  @Test
  void listensOnLoopbackOnly() throws IOException {
    List<InetAddress> outside =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
            .toList();
    for (InetAddress address : outside) {
      assertThatThrownBy(() -> new Socket(address, server.endpoint().getPort()).close())
          .as("from %s", address)
          .isInstanceOf(ConnectException.class);
    }
    assertThat(InetAddress.getByName(server.endpoint().getHost()).isLoopbackAddress()).isTrue();
  }

  @Test
  void refusesWebPages() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.endpoint() + "/"))
            .header("Origin", "https://example.com")
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", "DynamoDB_20120810.ListTables")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();

    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  private static boolean succeeds(String... command) throws InterruptedException {
    try {
      return builder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static String output(String... command) throws Exception {
    Process process = builder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }

  private static ProcessBuilder builder(String... command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .putAll(
            Map.of(
                "ENDPOINT", server.endpoint().toString(),
                "AWS_ACCESS_KEY_ID", "any",
                "AWS_SECRET_ACCESS_KEY", "secret",
                "AWS_DEFAULT_REGION", "us-east-1",
                "AWS_PAGER", ""));
    return builder;
  }
}
