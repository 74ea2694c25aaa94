package dev.errand.states;

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
record Intrinsic(String name, int least, int most, Function<Arguments, JsonNode> body) {

  private static final int ANY = Integer.MAX_VALUE;

  private static final Map<String, Intrinsic> BY_NAME =
      Stream.of(
              new Intrinsic("States.Array", 0, ANY, ArrayFunctions::array),
              new Intrinsic("States.ArrayPartition", 2, 2, ArrayFunctions::partition),
              new Intrinsic("States.ArrayContains", 2, 2, ArrayFunctions::contains),
              new Intrinsic("States.ArrayRange", 3, 3, ArrayFunctions::range),
              new Intrinsic("States.ArrayGetItem", 2, 2, ArrayFunctions::item),
              new Intrinsic("States.ArrayLength", 1, 1, ArrayFunctions::length),
              new Intrinsic("States.ArrayUnique", 1, 1, ArrayFunctions::unique),
              new Intrinsic("States.Base64Encode", 1, 1, TextFunctions::base64Encode),
              new Intrinsic("States.Base64Decode", 1, 1, TextFunctions::base64Decode),
              new Intrinsic("States.Hash", 2, 2, TextFunctions::hash),
              new Intrinsic("States.JsonMerge", 3, 3, TextFunctions::jsonMerge),
              new Intrinsic("States.StringToJson", 1, 1, TextFunctions::stringToJson),
              new Intrinsic("States.JsonToString", 1, 1, TextFunctions::jsonToString),
              new Intrinsic("States.StringSplit", 2, 2, TextFunctions::split),
              new Intrinsic("States.Format", 1, ANY, TextFunctions::format),
              new Intrinsic("States.UUID", 0, 0, TextFunctions::uuid),
              new Intrinsic("States.MathAdd", 2, 2, MathFunctions::add),
              new Intrinsic("States.MathRandom", 2, 3, MathFunctions::random))
          .collect(Collectors.toUnmodifiableMap(Intrinsic::name, Function.identity()));

  static Optional<Intrinsic> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  boolean takes(int arguments) {
    return arguments >= least && arguments <= most;
  }

  String arity() {
    if (most == ANY) {
      return "at least " + least;
    }
    return least == most ? "" + least : least + " to " + most;
  }

  /** Whether backslashes in its first argument are its own to read. */
  boolean firstIsTemplate() {
    return name.equals("States.Format");
  }
}
