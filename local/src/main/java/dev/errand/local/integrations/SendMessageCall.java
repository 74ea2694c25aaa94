package dev.errand.local.integrations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.awsjson.AwsError;
import dev.errand.local.events.SqsApi;
import dev.errand.states.integration.ServiceIntegration;
import java.util.Map;

/**
 * {@code sqs:sendMessage}, with or without a task token, to the template's queues.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-sqs.html">Send
 *     messages to an Amazon SQS queue</a>
 */
public final class SendMessageCall implements StageIntegration {

  private static final String RESOURCE = "arn:aws:states:::sqs:sendMessage";

  private final SqsApi queues;

  /** Sends to these queues. */
  public SendMessageCall(SqsApi queues) {
    this.queues = queues;
  }

  @Override
  public Map<String, ServiceIntegration> byResource() {
    return Map.of(RESOURCE, this, RESOURCE + ".waitForTaskToken", this);
  }

  @Override
  public RunningCall start(Call call) {
    ObjectNode request = SdkService.SQS.request(call.parameters());
    try {
      ObjectNode answer = queues.operations().call("SendMessage", request);
      return ServiceAnswer.of(ServiceAnswer.withMetadata(answer, 200));
    } catch (AwsError refused) {
      throw SdkService.SQS.error("SQS", refused);
    }
  }
}
