package dev.errand.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** A part of the template, with its line counted from 1. */
sealed interface TemplateNode {

  int line();

  /** As JSON; there must be no intrinsic function left in it. */
  JsonNode toJson();

  /** A word, number, truth value or null. */
  record Scalar(JsonNode value, int line) implements TemplateNode {

    static Scalar text(String text, int line) {
      return new Scalar(JsonNodeFactory.instance.textNode(text), line);
    }

    @Override
    public JsonNode toJson() {
      return value;
    }
  }

  record Sequence(List<TemplateNode> items, int line) implements TemplateNode {

    @Override
    public JsonNode toJson() {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      items.forEach(item -> array.add(item.toJson()));
      return array;
    }
  }

  /** The entries are in the order of the file. */
  record Mapping(Map<String, TemplateNode> entries, int line) implements TemplateNode {

    @Override
    public JsonNode toJson() {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      entries.forEach((name, value) -> object.set(name, value.toJson()));
      return object;
    }
  }

  /** A function of CloudFormation that is yet to be resolved; the name is its long form. */
  record Intrinsic(String name, TemplateNode argument, int line) implements TemplateNode {

    @Override
    public JsonNode toJson() {
      throw new IllegalStateException(name + " in line " + line + " is not resolved");
    }
  }
}
