package dev.errand.states.intrinsic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.errand.states.value.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The intrinsic functions on texts and on JSON as text. */
public final class TextFunctions {

  private static final int MAX_LENGTH = 10_000;
  private static final Set<String> DIGESTS =
      Set.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");

  private TextFunctions() {}

  static JsonNode base64Encode(FunctionArguments arguments) {
    byte[] bytes = arguments.textUpTo(0, MAX_LENGTH).getBytes(StandardCharsets.UTF_8);
    return TextNode.valueOf(Base64.getEncoder().encodeToString(bytes));
  }

  static JsonNode base64Decode(FunctionArguments arguments) {
    String text = arguments.textUpTo(0, MAX_LENGTH);
    try {
      return TextNode.valueOf(new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notBase64) {
      throw arguments.wrong(0, "is not Base64");
    }
  }

  public static JsonNode hash(FunctionArguments arguments) {
    String data = plain(arguments.any(0));
    if (data.length() > MAX_LENGTH) {
      throw arguments.wrong(0, "is longer than %d characters".formatted(MAX_LENGTH));
    }
    String algorithm = arguments.text(1);
    if (!DIGESTS.contains(algorithm)) {
      throw arguments.wrong(1, "has to be MD5, SHA-1, SHA-256, SHA-384 or SHA-512");
    }
    try {
      byte[] digest =
          MessageDigest.getInstance(algorithm).digest(data.getBytes(StandardCharsets.UTF_8));
      return TextNode.valueOf(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static JsonNode jsonMerge(FunctionArguments arguments) {
    ObjectNode merged = arguments.object(0).deepCopy();
    JsonNode second = arguments.object(1);
    if (arguments.flag(2)) {
      throw arguments.wrong(2, "has to be false: Step Functions merges only the first level");
    }
    merged.setAll((ObjectNode) second);
    return merged;
  }

  /** Nothing but white space is null. */
  static JsonNode stringToJson(FunctionArguments arguments) {
    if (arguments.text(0).isBlank()) {
      return NullNode.getInstance();
    }
    try {
      return Json.read(arguments.text(0));
    } catch (JsonProcessingException notJson) {
      throw arguments.wrong(0, "is not JSON");
    }
  }

  static JsonNode jsonToString(FunctionArguments arguments) {
    return TextNode.valueOf(Json.write(arguments.any(0)));
  }

  /** At each of the second text's characters; what is empty is left out. */
  static JsonNode split(FunctionArguments arguments) {
    ArrayNode parts = Json.MAPPER.createArrayNode();
    new StringTokenizer(arguments.text(0), arguments.text(1))
        .asIterator()
        .forEachRemaining(part -> parts.add((String) part));
    return parts;
  }

  static JsonNode uuid(FunctionArguments arguments) {
    return TextNode.valueOf(UUID.randomUUID().toString());
  }

  static JsonNode format(FunctionArguments arguments) {
    String template = arguments.text(0);
    StringBuilder text = new StringBuilder();
    int next = 1;
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (c == '\\' && i + 1 < template.length()) {
        text.append(template.charAt(++i));
      } else if (c == '{' && template.startsWith("{}", i)) {
        if (next >= arguments.count()) {
          throw arguments.wrong("there are more {} than values");
        }
        text.append(formatted(arguments.any(next++)));
        i++;
      } else if (c == '{' || c == '}') {
        throw arguments.wrong("a single brace has to be written as \\" + c);
      } else {
        text.append(c);
      }
    }
    if (next < arguments.count()) {
      throw arguments.wrong("there are more values than {}");
    }
    return TextNode.valueOf(text.toString());
  }

  /** Objects and arrays read as Java's maps and lists print themselves. */
  private static String formatted(JsonNode value) {
    if (value.isObject()) {
      return value.properties().stream()
          .map(field -> field.getKey() + "=" + formatted(field.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(TextFunctions::formatted)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return plain(value);
  }

  private static String plain(JsonNode value) {
    return value.isTextual() ? value.textValue() : Json.write(value);
  }
}
