package dev.errand.worker.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with variables in braces, for example {@code /accounts/{filter.account}/bookings}.
 *
 * @param text the text
 * @param variables the names of its variables
 */
public record Template(String text, List<String> variables) {

  private static final Pattern VARIABLE =
      Pattern.compile("\\{([a-zA-Z0-9_]+(?:\\.[a-zA-Z0-9_]+)*)}");

  static Template read(Node node) {
    List<String> variables = new ArrayList<>();
    Matcher matcher = VARIABLE.matcher(node.text());
    while (matcher.find()) {
      variables.add(matcher.group(1));
    }
    if (matcher.replaceAll("").matches("(?s).*[{}].*")) {
      throw node.wrong("has a brace that belongs to no variable such as {filter.start_date}");
    }
    return new Template(node.text(), List.copyOf(variables));
  }

  /**
   * Replaces the variables by their values.
   *
   * @param encode encodes a value for its place
   * @return the text; empty if a variable has no value
   */
  public Optional<String> resolve(
      Function<String, Optional<String>> values, UnaryOperator<String> encode) {
    StringBuilder resolved = new StringBuilder();
    Matcher matcher = VARIABLE.matcher(text);
    while (matcher.find()) {
      Optional<String> value = values.apply(matcher.group(1));
      if (value.isEmpty()) {
        return Optional.empty();
      }
      matcher.appendReplacement(resolved, Matcher.quoteReplacement(encode.apply(value.get())));
    }
    return Optional.of(matcher.appendTail(resolved).toString());
  }
}
