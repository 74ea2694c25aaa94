package dev.errand.functions.deadletters;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The queue of status changes that could not be recorded.
 *
 * <p>{@code StartMessageMoveTask} cannot be used: it takes messages only from a dead-letter queue
 * of another queue, and this one is of a function and of a rule. Source: Amazon SQS API Reference,
 * "StartMessageMoveTask".
 */
public final class DeadLetters {

  /** The maximum number of messages of one call of SQS. */
  static final int BATCH = 10;

  /** Asks all of SQS's servers; without it, SQS asks some, and a queue can look empty. */
  private static final int WAIT_SECONDS = 1;

  /** The attributes of messages in which Lambda and EventBridge write an error. */
  private static final List<String> ERROR = List.of("ErrorMessage", "ERROR_MESSAGE");

  private final SqsClient sqs;
  private final String queue;

  /**
   * @param queue its URL
   */
  public DeadLetters(SqsClient sqs, String queue) {
    this.sqs = sqs;
    this.queue = queue;
  }

  /** About how many there are, with those that another call has received. */
  long count() {
    Map<QueueAttributeName, String> attributes =
        sqs.getQueueAttributes(
                get ->
                    get.queueUrl(queue)
                        .attributeNames(
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
            .attributes();
    return attributes.values().stream().mapToLong(Long::parseLong).sum();
  }

  /**
   * Some of them, {@value #BATCH} at most.
   *
   * @param hidden how long other receivers do not get them; zero leaves them visible
   */
  List<DeadLetter> receive(Duration hidden) {
    return sqs
        .receiveMessage(
            receive ->
                receive
                    .queueUrl(queue)
                    .maxNumberOfMessages(BATCH)
                    .waitTimeSeconds(WAIT_SECONDS)
                    .visibilityTimeout((int) hidden.toSeconds())
                    .messageSystemAttributeNames(MessageSystemAttributeName.SENT_TIMESTAMP)
                    .messageAttributeNames(ERROR))
        .messages()
        .stream()
        .map(DeadLetters::read)
        .toList();
  }

  private static DeadLetter read(Message message) {
    String sent = message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP);
    return new DeadLetter(
        message.messageId(),
        message.receiptHandle(),
        Instant.ofEpochMilli(Long.parseLong(sent)),
        message.body(),
        error(message));
  }

  private static Optional<String> error(Message message) {
    return ERROR.stream()
        .flatMap(name -> Stream.ofNullable(message.messageAttributes().get(name)))
        .map(MessageAttributeValue::stringValue)
        .findFirst();
  }

  void delete(DeadLetter letter) {
    sqs.deleteMessage(delete -> delete.queueUrl(queue).receiptHandle(letter.receipt()));
  }

  /** Shows one again that was hidden. */
  void putBack(DeadLetter letter) {
    sqs.changeMessageVisibility(
        change -> change.queueUrl(queue).receiptHandle(letter.receipt()).visibilityTimeout(0));
  }
}
