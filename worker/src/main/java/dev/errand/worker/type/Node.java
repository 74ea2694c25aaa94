package dev.errand.worker.type;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A value of a type's description and its JSON pointer. */
record Node(String pointer, Object value) {

  /** Returns the members of an object by name, in their order. */
  Map<String, Node> members() {
    if (!(value instanceof Map<?, ?> object)) {
      throw wrong("must be an object");
    }
    Map<String, Node> members = new LinkedHashMap<>();
    object.forEach((name, member) -> members.put((String) name, child((String) name, member)));
    return members;
  }

  /** Checks that an object has no other members. */
  Node allows(String... names) {
    Set<String> allowed = Set.of(names);
    members()
        .forEach(
            (name, member) -> {
              if (!allowed.contains(name)) {
                throw member.wrong("is not known here");
              }
            });
    return this;
  }

  Node required(String name) {
    return optional(name).orElseThrow(() -> child(name, null).wrong("is required"));
  }

  Optional<Node> optional(String name) {
    return Optional.ofNullable(members().get(name)).filter(member -> member.value() != null);
  }

  List<Node> items() {
    if (!(value instanceof List<?> list)) {
      throw wrong("must be an array");
    }
    List<Node> items = new ArrayList<>();
    for (Object item : list) {
      items.add(child(String.valueOf(items.size()), item));
    }
    return items;
  }

  boolean isText() {
    return value instanceof String;
  }

  String text() {
    if (value instanceof String text) {
      return text;
    }
    throw wrong("must be a string");
  }

  String text(Pattern form, String meaning) {
    if (form.matcher(text()).matches()) {
      return text();
    }
    throw wrong("must be " + meaning);
  }

  boolean flag() {
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw wrong("must be true or false");
  }

  int integer(int min, int max) {
    if (value instanceof Integer number && number >= min && number <= max) {
      return number;
    }
    throw wrong("must be a whole number from %d to %d".formatted(min, max));
  }

  <E extends Enum<E>> E word(Class<E> words) {
    for (E word : words.getEnumConstants()) {
      if (word.name().toLowerCase(Locale.ROOT).equals(text())) {
        return word;
      }
    }
    throw wrong(
        "must be one of "
            + String.join(
                ", ",
                List.of(words.getEnumConstants()).stream()
                    .map(word -> word.name().toLowerCase(Locale.ROOT))
                    .toList()));
  }

  InvalidTypeException wrong(String detail) {
    return new InvalidTypeException(pointer, detail);
  }

  private Node child(String name, Object member) {
    return new Node(pointer + "/" + name.replace("~", "~0").replace("/", "~1"), member);
  }
}
