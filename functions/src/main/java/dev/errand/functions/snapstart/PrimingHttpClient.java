package dev.errand.functions.snapstart;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Answers each call of an AWS client at once with success, and sends nothing. Priming calls through
 * it can take the code path of a request that writes.
 */
public final class PrimingHttpClient implements SdkHttpClient {

  private final byte[] body;

  /**
   * @param body the JSON of each response, with the fields that the caller needs
   */
  public PrimingHttpClient(String body) {
    this.body = body.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() {
        return response();
      }

      @Override
      public void abort() {
        // nothing was sent
      }
    };
  }

  private HttpExecuteResponse response() {
    return HttpExecuteResponse.builder()
        .response(
            SdkHttpResponse.builder()
                .statusCode(200)
                .putHeader("Content-Type", "application/x-amz-json-1.0")
                .putHeader("x-amzn-RequestId", "priming")
                .build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
        .build();
  }

  @Override
  public void close() {
    // holds no connection
  }
}
