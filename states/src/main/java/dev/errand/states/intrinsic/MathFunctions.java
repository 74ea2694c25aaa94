package dev.errand.states.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/** The intrinsic functions on numbers. */
final class MathFunctions {

  private MathFunctions() {}

  static JsonNode add(FunctionArguments arguments) {
    try {
      return IntNode.valueOf(Math.addExact(arguments.integer(0), arguments.integer(1)));
    } catch (ArithmeticException tooLarge) {
      throw arguments.wrong("the sum is outside of -2147483648 to 2147483647");
    }
  }

  /** From the first number, included, to the second, not included. */
  static JsonNode random(FunctionArguments arguments) {
    int from = arguments.integer(0);
    int to = arguments.integer(1);
    if (from >= to) {
      throw arguments.wrong(1, "has to be greater than the first");
    }
    Random random =
        arguments.count() == 3 ? new Random(arguments.integer(2)) : ThreadLocalRandom.current();
    return IntNode.valueOf(random.nextInt(from, to));
  }
}
