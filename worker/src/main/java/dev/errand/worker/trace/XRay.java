package dev.errand.worker.trace;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * {@code PutTraceSegments} of X-Ray, with the region and credentials of the environment.
 *
 * @param givenEndpoint instead of X-Ray's own
 * @see <a href="https://docs.aws.amazon.com/xray/latest/api/API_PutTraceSegments.html">API
 *     reference</a>
 */
public record XRay(Optional<String> givenEndpoint) {

  private static final String PATH = "/TraceSegments";
  private static final int MAX_RESPONSE_BYTES = 65_536;
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * Sends a segment, once.
   *
   * @throws IOException if it cannot be sent or is not accepted; the message has no value of the
   *     segment or of the credentials
   */
  public void send(Segment segment) throws IOException {
    String body =
        JSON.std.asString(Map.of("TraceSegmentDocuments", List.of(segment.json(XRay::newId))));
    try (SdkHttpClient client =
        UrlConnectionHttpClient.builder()
            .connectionTimeout(Duration.ofSeconds(2))
            .socketTimeout(Duration.ofSeconds(3))
            .build()) {
      check(client.prepareRequest(signed(body)).call());
    } catch (SdkException e) {
      throw new IOException(e.getClass().getSimpleName(), e);
    }
  }

  private HttpExecuteRequest signed(String body) {
    Region region = DefaultAwsRegionProviderChain.builder().build().getRegion();
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(URI.create(givenEndpoint.orElseGet(() -> endpoint(region))).resolve(PATH))
            .putHeader("Content-Type", "application/json")
            .putHeader("Content-Length", String.valueOf(bytes.length))
            .build();
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                sign ->
                    sign.identity(credentials())
                        .request(request)
                        .payload(() -> new ByteArrayInputStream(bytes))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "xray")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region.id()));
    return HttpExecuteRequest.builder()
        .request(signed.request())
        .contentStreamProvider(signed.payload().orElseThrow())
        .build();
  }

  private static AwsCredentials credentials() {
    try (DefaultCredentialsProvider provider = DefaultCredentialsProvider.builder().build()) {
      return provider.resolveCredentials();
    }
  }

  private static String endpoint(Region region) {
    return "https://xray.%s.%s".formatted(region.id(), PartitionMetadata.of(region).dnsSuffix());
  }

  private static void check(HttpExecuteResponse answer) throws IOException {
    int status = answer.httpResponse().statusCode();
    if (status != 200) {
      throw new IOException("status " + status);
    }
    byte[] body = {};
    if (answer.responseBody().isPresent()) {
      try (InputStream in = answer.responseBody().get()) {
        body = in.readNBytes(MAX_RESPONSE_BYTES);
      }
    }
    if (JSON.std.mapFrom(body).get("UnprocessedTraceSegments") instanceof List<?> refused
        && !refused.isEmpty()) {
      throw new IOException("X-Ray did not accept the segment");
    }
  }

  private static String newId() {
    byte[] id = new byte[8];
    RANDOM.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }
}
