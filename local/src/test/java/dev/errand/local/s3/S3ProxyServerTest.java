package dev.errand.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.local.Account;
import dev.errand.local.Checkout;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

class S3ProxyServerTest {

  private static final Account ACCOUNT =
      new Account("000000000000", "us-east-1", "key", "secret-of-the-stage");

  private static final String KEY = "reports/r1/report.csv";

  @TempDir private static Path data;
  private static S3ProxyServer server;
  private static S3Client client;

  @BeforeAll
  static void start() {
    Checkout checkout = new Checkout(Path.of("..").toAbsolutePath().normalize());
    server = S3ProxyServer.start(checkout, ACCOUNT, data);
    client = client("secret-of-the-stage");
    client.createBucket(create -> create.bucket("artifacts"));
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  @Test
  void anObjectIsAPlainFileOfItsName() {
    put(KEY, "id,amount\r\n");

    assertThat(server.objects().resolve("artifacts").resolve(KEY)).hasContent("id,amount\r\n");
  }

  @Test
  void anUploadInPartsIsSeenWhenItIsComplete() {
    String key = "reports/r2/report.csv";
    String upload = client.createMultipartUpload(u -> u.bucket("artifacts").key(key)).uploadId();
    String part =
        client
            .uploadPart(
                u -> u.bucket("artifacts").key(key).uploadId(upload).partNumber(1),
                RequestBody.fromString("rows"))
            .eTag();
    assertThat(server.objects().resolve("artifacts").resolve(key)).doesNotExist();

    client.completeMultipartUpload(
        complete ->
            complete
                .bucket("artifacts")
                .key(key)
                .uploadId(upload)
                .multipartUpload(
                    all -> all.parts(CompletedPart.builder().partNumber(1).eTag(part).build())));

    assertThat(server.objects().resolve("artifacts").resolve(key)).hasContent("rows");
  }

  @Test
  void aSignedUrlOpensItsObjectAndNoOther() throws Exception {
    put(KEY, "mine");
    put("reports/r9/report.csv", "another's");
    URI signed = signedUrl(KEY);

    assertThat(get(signed).body()).isEqualTo("mine");
    assertThat(get(URI.create(signed.toString().replace("/r1/", "/r9/"))).statusCode())
        .isEqualTo(403);
  }

  @Test
  void aWrongSecretIsRefused() {
    try (S3Client stranger = client("guessed")) {
      assertThatThrownBy(() -> stranger.listBuckets())
          .isInstanceOfSatisfying(
              S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
    }
  }

  @Test
  void theSecretIsReadableByTheOwnerOnly() throws Exception {
    assertThat(Files.getPosixFilePermissions(data.resolve("s3proxy.properties")))
        .extracting(Enum::name)
        .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
    assertThat(data.resolve("logs/s3proxy.log")).content().doesNotContain("secret-of-the-stage");
  }

  private static void put(String key, String content) {
    client.putObject(put -> put.bucket("artifacts").key(key), RequestBody.fromString(content));
  }

  private static HttpResponse<String> get(URI uri) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private static URI signedUrl(String key) {
    try (S3Presigner presigner =
        S3Presigner.builder()
            .endpointOverride(server.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials(ACCOUNT.secretAccessKey()))
            .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
            .build()) {
      return URI.create(
          presigner
              .presignGetObject(
                  sign ->
                      sign.signatureDuration(Duration.ofMinutes(1))
                          .getObjectRequest(get -> get.bucket("artifacts").key(key)))
              .url()
              .toString());
    }
  }

  private static S3Client client(String secret) {
    return S3Client.builder()
        .endpointOverride(server.endpoint())
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .credentialsProvider(credentials(secret))
        .build();
  }

  private static StaticCredentialsProvider credentials(String secret) {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(ACCOUNT.accessKeyId(), secret));
  }
}
