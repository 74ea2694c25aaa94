package dev.errand.functions.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** Invokes the recorder function. It records the same event any number of times. */
public final class RecorderClient {

  private final LambdaClient lambda;
  private final String function;

  /**
   * @param function its name and alias
   */
  public RecorderClient(LambdaClient lambda, String function) {
    this.lambda = lambda;
    this.function = function;
  }

  /**
   * Invokes the function with an event and waits until it has ended.
   *
   * @return why it was not recorded; empty if it was
   */
  Optional<String> record(String event) {
    try {
      InvokeResponse response =
          lambda.invoke(
              invoke -> invoke.functionName(function).payload(SdkBytes.fromUtf8String(event)));
      return response.functionError() == null
          ? Optional.empty()
          : Optional.of(message(response.payload().asUtf8String()));
    } catch (SdkException notAnswered) {
      return Optional.of("the recorder was not reached: " + notAnswered.getMessage());
    }
  }

  private static String message(String payload) {
    try {
      return new ObjectMapper().readTree(payload).path("errorMessage").asText("no message");
    } catch (JsonProcessingException noJson) {
      return payload;
    }
  }
}
