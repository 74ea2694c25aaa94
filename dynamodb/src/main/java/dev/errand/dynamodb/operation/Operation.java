package dev.errand.dynamodb.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.dynamodb.request.Input;

/** One operation of the API. */
@FunctionalInterface
public interface Operation {

  /**
   * Runs it.
   *
   * @param input a request of the operation's shape
   * @return the body of the response; null if it has none
   * @throws dev.errand.dynamodb.DynamoDbException if the request is refused
   */
  ObjectNode run(Input input);
}
