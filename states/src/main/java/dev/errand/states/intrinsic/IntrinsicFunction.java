package dev.errand.states.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An intrinsic function.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html">intrinsic
 *     functions</a>
 */
public record IntrinsicFunction(
    String name, int minimum, int maximum, Function<FunctionArguments, JsonNode> body) {

  private static final int ANY = Integer.MAX_VALUE;

  private static final Map<String, IntrinsicFunction> BY_NAME =
      Stream.of(
              new IntrinsicFunction("States.Array", 0, ANY, ArrayFunctions::array),
              new IntrinsicFunction("States.ArrayPartition", 2, 2, ArrayFunctions::partition),
              new IntrinsicFunction("States.ArrayContains", 2, 2, ArrayFunctions::contains),
              new IntrinsicFunction("States.ArrayRange", 3, 3, ArrayFunctions::range),
              new IntrinsicFunction("States.ArrayGetItem", 2, 2, ArrayFunctions::item),
              new IntrinsicFunction("States.ArrayLength", 1, 1, ArrayFunctions::length),
              new IntrinsicFunction("States.ArrayUnique", 1, 1, ArrayFunctions::unique),
              new IntrinsicFunction("States.Base64Encode", 1, 1, TextFunctions::base64Encode),
              new IntrinsicFunction("States.Base64Decode", 1, 1, TextFunctions::base64Decode),
              new IntrinsicFunction("States.Hash", 2, 2, TextFunctions::hash),
              new IntrinsicFunction("States.JsonMerge", 3, 3, TextFunctions::jsonMerge),
              new IntrinsicFunction("States.StringToJson", 1, 1, TextFunctions::stringToJson),
              new IntrinsicFunction("States.JsonToString", 1, 1, TextFunctions::jsonToString),
              new IntrinsicFunction("States.StringSplit", 2, 2, TextFunctions::split),
              new IntrinsicFunction("States.Format", 1, ANY, TextFunctions::format),
              new IntrinsicFunction("States.UUID", 0, 0, TextFunctions::uuid),
              new IntrinsicFunction("States.MathAdd", 2, 2, MathFunctions::add),
              new IntrinsicFunction("States.MathRandom", 2, 3, MathFunctions::random))
          .collect(Collectors.toUnmodifiableMap(IntrinsicFunction::name, Function.identity()));

  public static Optional<IntrinsicFunction> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  public boolean takes(int arguments) {
    return arguments >= minimum && arguments <= maximum;
  }

  public String arity() {
    if (maximum == ANY) {
      return "at least " + minimum;
    }
    return minimum == maximum ? "" + minimum : minimum + " to " + maximum;
  }

  /** Whether backslashes in its first argument are its own to read. */
  public boolean firstIsTemplate() {
    return name.equals("States.Format");
  }
}
