package dev.errand.functions.runtime;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;

class ClientsTest {

  /** Ten seconds are the shortest time-out of a function that answers clients. */
  @Test
  @Timeout(value = 10, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void giveUpOnAServiceThatDoesNotAnswerBeforeTheFunctionIsKilled() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      System.setProperty("aws.endpointUrlSfn", "http://127.0.0.1:" + silent.getLocalPort());
      System.setProperty("aws.region", "us-east-1");
      System.setProperty("aws.accessKeyId", "test");
      System.setProperty("aws.secretAccessKey", "test");
      try (SfnClient client = Clients.stepFunctions()) {
        assertThatThrownBy(() -> client.describeExecution(asked -> asked.executionArn("arn")))
            .isInstanceOf(SdkException.class);
      }
    } finally {
      System.clearProperty("aws.endpointUrlSfn");
      System.clearProperty("aws.region");
      System.clearProperty("aws.accessKeyId");
      System.clearProperty("aws.secretAccessKey");
    }
  }
}
