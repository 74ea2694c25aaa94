package dev.errand.dynamodb.operation;

import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.expression.ExpressionAttributes;
import dev.errand.dynamodb.expression.Projection;
import dev.errand.dynamodb.request.Input;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The parts of items that a request asks for, by an expression or by names. */
final class ItemProjection {

  private ItemProjection() {}

  /** Checks {@code AttributesToGet}. */
  static void checkAttributesToGet(Input input) {
    Set<String> seen = new HashSet<>();
    for (String name : input.strings("AttributesToGet").orElse(List.of())) {
      if (!seen.add(name)) {
        throw DynamoDbException.validation(
            "One or more parameter values were invalid: Duplicate value in attribute name: "
                + name);
      }
    }
  }

  /** Reads the projection of a request or of a part of one; none means whole items. */
  static Optional<Projection> of(Input input, ExpressionAttributes attributes) {
    if (input.has("ProjectionExpression")) {
      return Optional.of(
          ItemWrite.expression("ProjectionExpression", input, attributes, Projection::parse));
    }
    return input.strings("AttributesToGet").map(Projection::ofAttributes);
  }
}
