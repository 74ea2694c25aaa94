package dev.errand.local.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** Requests and responses of the AWS SDK as the JSON that states have. */
final class SdkShape {

  private SdkShape() {}

  /**
   * A request.
   *
   * @param builder of the request
   * @throws StatesError {@code States.Runtime} if it has no such member
   */
  static <B extends SdkPojo & SdkBuilder<B, R>, R> R request(B builder, ObjectNode parameters) {
    fill(builder, parameters);
    return builder.build();
  }

  private static void fill(SdkPojo builder, ObjectNode parameters) {
    parameters
        .properties()
        .forEach(
            member -> {
              SdkField<?> field = field(builder, member.getKey());
              field.set(builder, value(field, member.getValue()));
            });
  }

  /** By its name; a few have another in Java than in the API. */
  private static SdkField<?> field(SdkPojo builder, String name) {
    return builder.sdkFields().stream()
        .filter(known -> name.equals(known.memberName()) || name.equals(known.locationName()))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  private static StatesError unknown(String member) {
    return StatesError.runtime("The field \"%s\" is not supported".formatted(member));
  }

  private static Object value(SdkField<?> field, JsonNode json) {
    return switch (field.marshallingType().getKnownType()) {
      case STRING -> json.isTextual() ? json.textValue() : Json.write(json);
      case INTEGER -> json.intValue();
      case LONG -> json.longValue();
      case BOOLEAN -> json.booleanValue();
      case INSTANT -> instant(field, json);
      case LIST -> list(field.getTrait(ListTrait.class).memberFieldInfo(), json);
      case MAP -> map(field.getTrait(MapTrait.class).valueFieldInfo(), json);
      case SDK_POJO -> nested(field, json);
      default -> throw unknown(field.memberName());
    };
  }

  private static Instant instant(SdkField<?> field, JsonNode json) {
    try {
      return Instant.parse(json.asText());
    } catch (DateTimeParseException e) {
      throw StatesError.runtime(
          "The field \"%s\" is no time: %s".formatted(field.memberName(), json));
    }
  }

  private static List<Object> list(SdkField<?> element, JsonNode json) {
    List<Object> values = new ArrayList<>();
    json.forEach(value -> values.add(value(element, value)));
    return values;
  }

  private static Map<String, Object> map(SdkField<?> element, JsonNode json) {
    Map<String, Object> values = new LinkedHashMap<>();
    json.properties()
        .forEach(entry -> values.put(entry.getKey(), value(element, entry.getValue())));
    return values;
  }

  private static Object nested(SdkField<?> field, JsonNode json) {
    SdkPojo builder = field.constructor().get();
    if (!(json instanceof ObjectNode object) || !(builder instanceof SdkBuilder<?, ?> buildable)) {
      throw StatesError.runtime("The field \"%s\" must be an object".formatted(field.memberName()));
    }
    fill(builder, object);
    return buildable.build();
  }

  /** A response; what it does not have is left out. */
  static ObjectNode result(SdkPojo response) {
    ObjectNode result = Json.object();
    for (SdkField<?> field : response.sdkFields()) {
      Object value = field.getValueOrDefault(response);
      if (value != null
          && !(value instanceof SdkAutoConstructList)
          && !(value instanceof SdkAutoConstructMap)) {
        result.set(field.memberName(), json(value));
      }
    }
    return result;
  }

  private static JsonNode json(Object value) {
    if (value instanceof SdkPojo nested) {
      return result(nested);
    }
    if (value instanceof List<?> list) {
      ArrayNode array = Json.MAPPER.createArrayNode();
      list.forEach(element -> array.add(json(element)));
      return array;
    }
    if (value instanceof Map<?, ?> map) {
      ObjectNode object = Json.object();
      map.forEach((key, element) -> object.set(String.valueOf(key), json(element)));
      return object;
    }
    return Json.MAPPER.valueToTree(value instanceof Instant time ? time.toString() : value);
  }
}
