package dev.errand.dynamodb.expression;

import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.expression.DocumentPath.Element;
import dev.errand.dynamodb.expression.DocumentPath.Index;
import dev.errand.dynamodb.expression.DocumentPath.Name;
import dev.errand.dynamodb.expression.SyntaxNode.PathNode;
import dev.errand.dynamodb.value.AttributeValue;
import dev.errand.dynamodb.value.AttributeValue.ListValue;
import dev.errand.dynamodb.value.AttributeValue.MapValue;
import dev.errand.dynamodb.value.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The parts of an item that a request asks for.
 *
 * @param paths none of which is inside another
 */
public record Projection(List<DocumentPath> paths) {

  /**
   * Reads a projection expression.
   *
   * @throws DynamoDbException if it is not valid
   */
  public static Projection parse(String text, ExpressionAttributes attributes) {
    TokenReader tokens = new TokenReader(text, Set.of());
    List<PathNode> nodes = new ArrayList<>();
    do {
      nodes.add(tokens.path());
    } while (tokens.takeSymbol(","));
    tokens.requireEnd();
    nodes.forEach(ReservedWords::check);
    List<DocumentPath> paths = nodes.stream().map(attributes::path).toList();
    PathConflicts.in(paths)
        .ifPresent(
            conflict -> {
              throw DynamoDbException.validation(conflict);
            });
    return new Projection(paths);
  }

  /** Whole attributes. */
  public static Projection ofAttributes(List<String> names) {
    return new Projection(names.stream().map(DocumentPath::of).toList());
  }

  /** The parts that the item has; elements of lists close up. */
  public Item of(Item item) {
    Branch branch = new Branch();
    for (DocumentPath path : paths) {
      Branch at = branch;
      for (Element element : path.elements()) {
        at = at.below.computeIfAbsent(element, unused -> new Branch());
      }
    }
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    branch.below.forEach(
        (element, below) -> {
          String name = ((Name) element).name();
          AttributeValue value = item.get(name);
          AttributeValue part = value == null ? null : below.of(value);
          if (part != null) {
            attributes.put(name, part);
          }
        });
    return new Item(attributes);
  }

  /** Paths with a common beginning. */
  private static final class Branch {
    private final Map<Element, Branch> below = new LinkedHashMap<>();

    /** The parts of a value, or null if it has none of them. */
    AttributeValue of(AttributeValue value) {
      if (below.isEmpty()) {
        return value;
      }
      if (value instanceof MapValue map) {
        Map<String, AttributeValue> members = new LinkedHashMap<>();
        below.forEach(
            (element, branch) -> {
              AttributeValue member =
                  element instanceof Name name ? map.values().get(name.name()) : null;
              AttributeValue part = member == null ? null : branch.of(member);
              if (part != null) {
                members.put(((Name) element).name(), part);
              }
            });
        return members.isEmpty() ? null : new MapValue(members);
      }
      if (value instanceof ListValue list) {
        Map<Integer, AttributeValue> elements = new TreeMap<>();
        below.forEach(
            (element, branch) -> {
              if (element instanceof Index index && index.index() < list.values().size()) {
                AttributeValue part = branch.of(list.values().get(index.index()));
                if (part != null) {
                  elements.put(index.index(), part);
                }
              }
            });
        return elements.isEmpty() ? null : new ListValue(List.copyOf(elements.values()));
      }
      return null;
    }
  }
}
