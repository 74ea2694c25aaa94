package dev.errand.local.integrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A state's calls of S3, against the stage's S3. */
class S3CallTest {

  private static final Account ACCOUNT = new Account("000000000000", "us-east-1", "key", "secret");

  @TempDir private static Path data;
  private static S3ProxyServer server;
  private static S3Client client;
  private static S3Call calls;

  @BeforeAll
  static void start() {
    Checkout checkout = new Checkout(Path.of("..").toAbsolutePath().normalize());
    server = S3ProxyServer.start(checkout, ACCOUNT, data);
    client =
        S3Client.builder()
            .endpointOverride(server.endpoint())
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    client.createBucket(create -> create.bucket("data"));
    calls = new S3Call(() -> client);
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  @Test
  void anObjectThatIsWrittenIsReadListedAndDeleted() {
    JsonNode put = call("putObject", of("a/one.txt").put("Body", "Gr\u00fc\u00dfe"));
    JsonNode got = call("getObject", of("a/one.txt"));
    JsonNode head = call("headObject", of("a/one.txt"));
    JsonNode listed =
        call("listObjectsV2", Json.object().put("Bucket", "data").put("Prefix", "a/"));

    assertThat(got.path("Body").asText()).isEqualTo("Gr\u00fc\u00dfe");
    assertThat(got.path("ETag")).isEqualTo(put.path("ETag")).isEqualTo(head.path("ETag"));
    assertThat(head.path("ContentLength").intValue()).isEqualTo(7);
    assertThat(listed.path("KeyCount").intValue()).isEqualTo(1);
    assertThat(listed.at("/Contents/0/Key").asText()).isEqualTo("a/one.txt");
    assertThat(listed.at("/Contents/0/Size").intValue()).isEqualTo(7);

    call("deleteObject", of("a/one.txt"));
    assertThatThrownBy(() -> call("getObject", of("a/one.txt")))
        .isInstanceOfSatisfying(
            StatesError.class, e -> assertThat(e.error()).isEqualTo("S3.NoSuchKeyException"));
  }

  @Test
  void aBodyThatIsNoTextIsWrittenAsJson() {
    ObjectNode body = of("b.json");
    body.putObject("Body").put("n", 1);
    call("putObject", body);

    assertThat(call("getObject", of("b.json")).path("Body").asText()).isEqualTo("{\"n\":1}");
  }

  @Test
  void aParameterThatIsMissingIsNamed() {
    assertThatThrownBy(() -> call("getObject", Json.object().put("Bucket", "data")))
        .isInstanceOf(StatesError.class)
        .hasMessageContaining("'Key'");
  }

  @Test
  void aDistributedMapReadsItsItemsAndWritesItsResults() {
    call("putObject", of("rows.csv").put("Body", "id,n\n1,10\n2,20\n"));
    String definition =
        """
        {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true,
          "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
            "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"},
            "Parameters": {"Bucket": "data", "Key": "rows.csv"}},
          "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject",
            "WriterConfig": {"Transformation": "COMPACT", "OutputType": "JSON"},
            "Parameters": {"Bucket": "data", "Prefix": "out"}},
          "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
            "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}}}}""";

    String output =
        InMemoryStateMachine.of(definition, new ServiceIntegrations(calls.byResource()))
            .run("{}")
            .output();
    JsonNode manifest = read(json(output).at("/ResultWriterDetails/Key").asText());

    assertThat(read(manifest.at("/ResultFiles/SUCCEEDED/0/Key").asText()))
        .isEqualTo(json("[{\"id\":\"1\",\"n\":\"10\"},{\"id\":\"2\",\"n\":\"20\"}]"));
  }

  private static JsonNode read(String key) {
    return json(call("getObject", of(key)).path("Body").asText());
  }

  private static JsonNode json(String text) {
    try {
      return Json.read(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static ObjectNode of(String key) {
    return Json.object().put("Bucket", "data").put("Key", key);
  }

  private static JsonNode call(String operation, JsonNode parameters) {
    String resource = "arn:aws:states:::aws-sdk:s3:" + operation;
    try {
      return calls.start(new ServiceIntegration.Call(resource, parameters, "")).result().join();
    } catch (CompletionException e) {
      throw (StatesError) e.getCause();
    }
  }
}
