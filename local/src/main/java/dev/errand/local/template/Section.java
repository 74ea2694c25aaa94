package dev.errand.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.local.template.TemplateNode.Mapping;
import dev.errand.local.template.TemplateNode.Scalar;
import dev.errand.local.template.TemplateNode.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A mapping of the template, read property by property; each is resolved when it is read, so a
 * property that is not read may contain what the stage does not support.
 */
final class Section {

  private final String path;
  private final Mapping mapping;
  private final UnaryOperator<TemplateNode> resolve;

  Section(String path, Mapping mapping, UnaryOperator<TemplateNode> resolve) {
    this.path = path;
    this.mapping = mapping;
    this.resolve = resolve;
  }

  static Section root(Mapping mapping, UnaryOperator<TemplateNode> resolve) {
    return new Section("", mapping, resolve);
  }

  int line() {
    return mapping.line();
  }

  Mapping mapping() {
    return mapping;
  }

  Set<String> names() {
    return mapping.entries().keySet();
  }

  /** Refuses every property but these. */
  Section only(Set<String> known) {
    mapping
        .entries()
        .forEach(
            (name, value) -> {
              if (!known.contains(name)) {
                throw new TemplateException(
                    value.line(),
                    at(name)
                        + " is not supported by the stage, which supports "
                        + sorted(known)
                        + ": take it out, or add it to the stage");
              }
            });
    return this;
  }

  boolean has(String name) {
    return node(name).isPresent();
  }

  /** The resolved value; empty if absent or {@code AWS::NoValue}. */
  Optional<TemplateNode> node(String name) {
    return Optional.ofNullable(mapping.entries().get(name))
        .map(resolve)
        .filter(value -> value != Intrinsics.NO_VALUE);
  }

  Section section(String name) {
    return optionalSection(name).orElseThrow(() -> missing(name));
  }

  Optional<Section> optionalSection(String name) {
    TemplateNode raw = mapping.entries().get(name);
    if (raw instanceof Mapping unresolved) {
      return Optional.of(new Section(at(name), unresolved, resolve));
    }
    return node(name).map(value -> asSection(at(name), value));
  }

  /** A section without entries in a place where the template has none. */
  Section empty(String name) {
    return new Section(at(name), none(), resolve);
  }

  Mapping none() {
    return new Mapping(Map.of(), line());
  }

  /** The same with one property replaced, and what is read from now on resolved. */
  Section with(String name, Mapping value, UnaryOperator<TemplateNode> resolution) {
    Map<String, TemplateNode> entries = new LinkedHashMap<>(mapping.entries());
    entries.put(name, value);
    return new Section(path, new Mapping(entries, line()), resolution);
  }

  /** The mappings in a list. */
  List<Section> sections(String name) {
    List<Section> sections = new ArrayList<>();
    for (TemplateNode item : items(name)) {
      sections.add(asSection(at(name), item));
    }
    return sections;
  }

  String text(String name) {
    return optionalText(name).orElseThrow(() -> missing(name));
  }

  Optional<String> optionalText(String name) {
    return node(name).map(value -> asText(at(name), value));
  }

  Optional<List<String>> optionalTexts(String name) {
    return node(name)
        .map(value -> items(name).stream().map(item -> asText(at(name), item)).toList());
  }

  Optional<Integer> optionalInt(String name) {
    return node(name)
        .map(
            value -> {
              try {
                return Integer.valueOf(asText(at(name), value));
              } catch (NumberFormatException e) {
                throw new TemplateException(value.line(), at(name) + " must be a whole number");
              }
            });
  }

  Optional<Boolean> optionalBoolean(String name) {
    return optionalText(name).map(Boolean::parseBoolean);
  }

  /** Texts by name, in the order of the file; empty if absent. */
  Map<String, String> texts(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    optionalSection(name)
        .ifPresent(
            section ->
                section
                    .names()
                    .forEach(
                        key -> section.optionalText(key).ifPresent(text -> texts.put(key, text))));
    return texts;
  }

  Optional<JsonNode> json(String name) {
    return node(name).map(TemplateNode::toJson);
  }

  /** An error about one property. */
  TemplateException refusal(String name, String why) {
    TemplateNode value = mapping.entries().get(name);
    return new TemplateException(value == null ? line() : value.line(), at(name) + " " + why);
  }

  private List<TemplateNode> items(String name) {
    Optional<TemplateNode> value = node(name);
    if (value.isEmpty()) {
      return List.of();
    }
    if (value.get() instanceof Sequence sequence) {
      return sequence.items();
    }
    throw refusal(name, "must be a list");
  }

  private Section asSection(String where, TemplateNode value) {
    if (value instanceof Mapping section) {
      return new Section(where, section, resolve);
    }
    throw new TemplateException(value.line(), where + " must be a mapping");
  }

  private static String asText(String where, TemplateNode value) {
    if (value instanceof Scalar scalar && !scalar.value().isNull()) {
      return scalar.value().asText();
    }
    throw new TemplateException(value.line(), where + " must be a single value");
  }

  private TemplateException missing(String name) {
    return new TemplateException(line(), at(name) + " is missing");
  }

  private String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static List<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }
}
