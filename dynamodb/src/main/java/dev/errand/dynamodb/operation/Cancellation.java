package dev.errand.dynamodb.operation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.dynamodb.DynamoDbException;
import java.util.ArrayList;
import java.util.List;

/** Why a transaction is canceled: a reason for each of its actions, in their order. */
final class Cancellation {

  private final ArrayNode reasons = Json.array();
  private boolean canceled;

  Cancellation(int actions) {
    for (int i = 0; i < actions; i++) {
      reasons.addObject().put("Code", "None");
    }
  }

  /** Does a step of one action, and notes what refuses it. */
  void collect(int action, Runnable step) {
    try {
      step.run();
    } catch (TransactionItems.RepeatedItem e) {
      throw e.refusal();
    } catch (DynamoDbException e) {
      canceled = true;
      ObjectNode reason = (ObjectNode) reasons.get(action);
      reason.put("Code", code(e));
      reason.put("Message", e.getMessage());
      if (e.body().has("Item")) {
        reason.set("Item", e.body().get("Item"));
      }
    }
  }

  private static String code(DynamoDbException e) {
    return switch (e.type()) {
      case CONDITIONAL_CHECK_FAILED -> "ConditionalCheckFailed";
      case VALIDATION -> "ValidationError";
      default -> throw e;
    };
  }

  /**
   * Ends the transaction if an action was refused.
   *
   * @throws DynamoDbException a TransactionCanceledException with all reasons
   */
  void throwIfAny() {
    if (!canceled) {
      return;
    }
    List<String> codes = new ArrayList<>();
    reasons.forEach(reason -> codes.add(reason.get("Code").textValue()));
    throw DynamoDbException.of(
            DynamoDbException.Type.TRANSACTION_CANCELED,
            "Transaction cancelled, please refer cancellation reasons for specific reasons [%s]"
                .formatted(String.join(", ", codes)))
        .with("CancellationReasons", reasons);
  }
}
