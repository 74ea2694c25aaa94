package dev.errand.local.awsjson;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.value.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A page of a sorted list. Its token names its last element: the next page begins after that
 * element, although others were added meanwhile.
 *
 * @param next the token for the next page, if there is one
 */
public record Page<T>(List<T> elements, Optional<String> next) {

  /**
   * The page of a token; the first page without one.
   *
   * @param all sorted
   * @param key of an element, unlike any other's
   * @throws AwsError {@code InvalidToken} if the token is not valid
   */
  public static <T> Page<T> of(
      List<T> all, Function<T, String> key, Optional<String> token, int size) {
    int from = token.map(Page::decode).map(last -> after(all, key, last)).orElse(0);
    int to = Math.min(all.size(), from + size);
    return new Page<>(
        List.copyOf(all.subList(from, to)),
        to < all.size() ? Optional.of(encode(key.apply(all.get(to - 1)))) : Optional.empty());
  }

  /** The page as an operation's output. */
  public ObjectNode output(String member, Function<T, ObjectNode> form) {
    ObjectNode output = Json.object();
    ArrayNode array = output.putArray(member);
    elements.forEach(element -> array.add(form.apply(element)));
    next.ifPresent(token -> output.put("nextToken", token));
    return output;
  }

  private static <T> int after(List<T> all, Function<T, String> key, String last) {
    for (int i = 0; i < all.size(); i++) {
      if (key.apply(all.get(i)).equals(last)) {
        return i + 1;
      }
    }
    throw invalid();
  }

  private static String encode(String key) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      throw invalid();
    }
  }

  private static AwsError invalid() {
    return new AwsError("InvalidToken", "Invalid Token: 'Invalid token'");
  }
}
