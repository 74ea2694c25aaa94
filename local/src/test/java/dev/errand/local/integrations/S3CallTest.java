package dev.errand.local.integrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.Account;
import dev.errand.local.Checkout;
import dev.errand.local.s3.S3ProxyServer;
import dev.errand.states.InMemoryStateMachine;
import dev.errand.states.integration.ServiceIntegration;
import dev.errand.states.integration.ServiceIntegrations;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** {@code aws-sdk:s3} against the stage's S3. What AWS answered to the same calls is held. */
class S3CallTest {

  private static final Account ACCOUNT =
      new Account("000000000000", "us-east-1", "key", "secret-of-the-stage");

  @TempDir private static Path data;
  private static S3ProxyServer server;
  private static S3Client client;
  private static S3Call s3;

  @BeforeAll
  static void start() throws Exception {
    server =
        S3ProxyServer.start(
            new Checkout(Path.of("..").toAbsolutePath().normalize()), ACCOUNT, data);
    Files.createDirectories(server.objects().resolve("things"));
    client =
        S3Client.builder()
            .endpointOverride(server.endpoint())
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(ACCOUNT.accessKeyId(), ACCOUNT.secretAccessKey())))
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    s3 = new S3Call(() -> client);
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"text data\" | \"text data\"",
        "{\"Dict\": \"Value\"} | {\"Dict\":\"Value\"}",
        "[\"List\", \"Data\"] | [\"List\",\"Data\"]",
        "false | false",
        "0 | 0",
      })
  void writesABodyAsJson(String body, String written) throws Exception {
    call("putObject", object("k").set("Body", Json.read(body)));

    assertThat(server.objects().resolve("things/k")).hasContent(written);
    JsonNode head = call("headObject", object("k"));
    assertThat(head.path("ContentType").asText()).startsWith("text/plain");
    assertThat(head.path("ContentLength").longValue()).isEqualTo(written.length());
  }

  @Test
  void writesBytesAsTheyAre() {
    call("putObject", object("bytes").put("Body", "a\nb".getBytes(StandardCharsets.UTF_8)));

    assertThat(call("getObject", object("bytes")).path("Body").asText()).isEqualTo("a\nb");
  }

  @Test
  void readsAnObjectWithItsBodyAsAText() {
    call(
        "putObject",
        object("read")
            .put("ContentType", "text/csv")
            .put("Body", "ü".getBytes(StandardCharsets.UTF_8)));

    JsonNode read = call("getObject", object("read"));

    assertThat(read.path("Body").asText()).isEqualTo("ü");
    assertThat(read.path("ContentLength")).hasToString("2");
    assertThat(read.path("ContentType").asText()).isEqualTo("text/csv");
    assertThat(read.path("ETag").asText()).matches("\"[0-9a-f]{32}\"");
    assertThat(read.path("LastModified").asText()).matches("\\d{4}-.*Z");
    assertThat(read.has("SdkHttpMetadata")).isFalse();
  }

  @Test
  void listsInPages() {
    for (String key : new String[] {"list/a", "list/b", "list/c"}) {
      call("putObject", object(key).put("Body", "x"));
    }
    ObjectNode list =
        Json.object().put("Bucket", "things").put("Prefix", "list/").put("MaxKeys", 2);

    JsonNode first = call("listObjectsV2", list);
    JsonNode second =
        call(
            "listObjectsV2",
            list.put("ContinuationToken", first.path("NextContinuationToken").asText()));

    assertThat(first.path("Contents").findValuesAsText("Key")).containsExactly("list/a", "list/b");
    assertThat(first.path("IsTruncated").booleanValue()).isTrue();
    assertThat(second.path("Contents").findValuesAsText("Key")).containsExactly("list/c");
    assertThat(first.at("/Contents/0/LastModified").asText()).matches("\\d{4}-.*Z");
  }

  @Test
  void copiesAndDeletes() {
    call("putObject", object("from").put("Body", "x"));
    call("copyObject", object("to").put("CopySource", "things/from"));
    call("deleteObject", object("from"));

    assertThat(call("getObject", object("to")).path("Body").asText()).isEqualTo("\"x\"");
    assertThat(error("headObject", object("from")).error()).hasValue("S3.NoSuchKeyException");
    assertThat(call("listBuckets", Json.object()).at("/Buckets/0/Name").asText())
        .isEqualTo("things");
    assertThat(call("headBucket", Json.object().put("Bucket", "things"))).isNotNull();
  }

  @Test
  void failsByTheNamesOfTheSdk() {
    StatesError noKey = error("getObject", object("none"));

    assertThat(noKey.error()).hasValue("S3.NoSuchKeyException");
    assertThat(noKey.cause().orElseThrow())
        .contains("(Service: S3, Status Code: 404, Request ID: ");
    assertThat(error("getObject", object("k").put("Bucket", "nowhere")).error())
        .hasValue("S3.NoSuchBucketException");
    assertThat(error("getObject", object("k").put("Buckett", "x")).cause().orElseThrow())
        .contains("Buckett");
  }

  @Test
  void aDistributedMapReadsItsItemsAndWritesItsResults() {
    call(
        "putObject",
        object("rows.csv").put("Body", "id,n\n1,10\n2,20\n".getBytes(StandardCharsets.UTF_8)));
    String definition =
        """
        {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true,
          "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
            "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"},
            "Parameters": {"Bucket": "things", "Key": "rows.csv"}},
          "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject",
            "WriterConfig": {"Transformation": "COMPACT", "OutputType": "JSON"},
            "Parameters": {"Bucket": "things", "Prefix": "out"}},
          "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
            "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}}}}""";

    String output =
        InMemoryStateMachine.of(definition, new ServiceIntegrations(s3.byResource()))
            .run("{}")
            .output();
    JsonNode manifest = read(json(output).at("/ResultWriterDetails/Key").asText());

    assertThat(read(manifest.at("/ResultFiles/SUCCEEDED/0/Key").asText()))
        .isEqualTo(json("[{\"id\":\"1\",\"n\":\"10\"},{\"id\":\"2\",\"n\":\"20\"}]"));
  }

  private static JsonNode read(String key) {
    return json(call("getObject", object(key)).path("Body").asText());
  }

  private static JsonNode json(String text) {
    try {
      return Json.read(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  @Test
  void refusesAnOperationThatItDoesNotHaveByName() {
    ServiceIntegrations all = new ServiceIntegrations(s3.byResource());

    assertThat(all.refusal("arn:aws:states:::aws-sdk:s3:getObject")).isEmpty();
    assertThat(all.refusal("arn:aws:states:::aws-sdk:s3:putBucketPolicy").orElseThrow())
        .contains("putBucketPolicy", "listObjectsV2");
    assertThatThrownBy(() -> call("getObject", Json.MAPPER.createArrayNode()))
        .isInstanceOf(StatesError.class);
  }

  private static ObjectNode object(String key) {
    return Json.object().put("Bucket", "things").put("Key", key);
  }

  private static StatesError error(String operation, JsonNode parameters) {
    try {
      throw new AssertionError(call(operation, parameters));
    } catch (CompletionException e) {
      return (StatesError) e.getCause();
    }
  }

  private static JsonNode call(String operation, JsonNode parameters) {
    return s3.start(
            new ServiceIntegration.Call(
                "arn:aws:states:::aws-sdk:s3:" + operation, parameters, "token"))
        .result()
        .join();
  }
}
