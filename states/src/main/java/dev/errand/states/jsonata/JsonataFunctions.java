package dev.errand.states.jsonata;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.intrinsic.FunctionArguments;
import dev.errand.states.intrinsic.TextFunctions;
import dev.errand.states.value.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;

/**
 * The functions that Step Functions adds to JSONata.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html">Transforming
 *     data with JSONata</a>
 */
final class JsonataFunctions {

  private static final int MAX_RANGE = 1000;

  private static final Map<String, Function<List<?>, Object>> ALL =
      Map.of(
          "partition", JsonataFunctions::partition,
          "range", JsonataFunctions::range,
          "hash", JsonataFunctions::hash,
          "random", JsonataFunctions::random,
          "uuid", arguments -> UUID.randomUUID().toString(),
          "parse", JsonataFunctions::parse);

  private JsonataFunctions() {}

  static void bind(Jsonata.Frame frame) {
    ALL.forEach(
        (name, body) ->
            frame.bind(
                name,
                new Jsonata.JFunction(
                    (input, arguments) -> body.apply((List<?>) arguments), null)));
    frame.bind("eval", (Object) null);
  }

  private static Object partition(List<?> arguments) {
    if (argument(arguments, 0) == null) {
      return null;
    }
    if (!(argument(arguments, 0) instanceof List<?> array)) {
      throw new IllegalArgumentException("$partition needs an array.");
    }
    long size = number(arguments, 1).longValue();
    if (size <= 0) {
      throw new IllegalArgumentException("The chunk size of $partition must be greater than 0.");
    }
    List<Object> chunks = new ArrayList<>();
    for (long i = 0; i < array.size(); i += size) {
      chunks.add(new ArrayList<>(array.subList((int) i, (int) Math.min(array.size(), i + size))));
    }
    return chunks;
  }

  /** A sequence, as that of the range operator: a single number is not an array. */
  private static Object range(List<?> arguments) {
    double first = number(arguments, 0).doubleValue();
    double last = number(arguments, 1).doubleValue();
    double step = number(arguments, 2).doubleValue();
    if (step == 0) {
      throw new IllegalArgumentException("The step of $range must not be 0.");
    }
    if ((last - first) / step >= MAX_RANGE) {
      throw new IllegalArgumentException("$range gives at most %d numbers.".formatted(MAX_RANGE));
    }
    List<Object> range = new ArrayList<>();
    for (int i = 0; step > 0 ? first + i * step <= last : first + i * step >= last; i++) {
      range.add(first + i * step);
    }
    return range.size() == 1 ? range.get(0) : range;
  }

  private static Object hash(List<?> arguments) {
    JsonNode data = JsonataValues.to(argument(arguments, 0));
    JsonNode algorithm = JsonataValues.to(argument(arguments, 1));
    return TextFunctions.hash(new FunctionArguments("$hash", List.of(data, algorithm))).textValue();
  }

  private static Object random(List<?> arguments) {
    return arguments.isEmpty()
        ? Math.random()
        : new Random(number(arguments, 0).longValue()).nextDouble();
  }

  private static Object parse(List<?> arguments) {
    try {
      return argument(arguments, 0) == null
          ? null
          : JsonataValues.from(Json.read(String.valueOf(argument(arguments, 0))));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("$parse needs a text that is JSON.", e);
    }
  }

  private static Object argument(List<?> arguments, int index) {
    return index < arguments.size() ? arguments.get(index) : null;
  }

  private static Number number(List<?> arguments, int index) {
    if (argument(arguments, index) instanceof Number number) {
      return number;
    }
    throw new IllegalArgumentException("Argument %d must be a number.".formatted(index + 1));
  }
}
