package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.awsjson.AwsJson;
import dev.errand.local.awsjson.Input;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Map;
import java.util.function.Function;

/**
 * The API of Step Functions, for the AWS SDK and {@code aws stepfunctions --endpoint-url}. A
 * handler for {@code POST /}.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/">API reference</a>
 */
public final class StepFunctionsApi implements Handler {

  static final int PAGE = 100;
  static final int MAX_PAGE = 1000;

  private final AwsJson protocol;

  /**
   * @param operations by name
   */
  StepFunctionsApi(Map<String, Function<Input, ObjectNode>> operations) {
    this.protocol = new AwsJson("AWSStepFunctions", "1.0", operations);
  }

  /** Its operations, for calls that come from this process. */
  public AwsJson operations() {
    return protocol;
  }

  @Override
  public void handle(Context http) {
    protocol.handle(http);
  }
}
