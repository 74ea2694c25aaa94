package dev.errand.dynamodb.expression;

import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.expression.DocumentPath.Element;
import dev.errand.dynamodb.expression.DocumentPath.Index;
import dev.errand.dynamodb.expression.DocumentPath.Name;
import dev.errand.dynamodb.value.AttributeValue;
import dev.errand.dynamodb.value.AttributeValue.ListValue;
import dev.errand.dynamodb.value.AttributeValue.MapValue;
import dev.errand.dynamodb.value.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Changes of an item. All of them read the item as it was before.
 *
 * @param actions of which no two have the same path, or one inside another's
 * @param operandPaths the paths whose values it reads
 */
public record Update(List<Action> actions, List<DocumentPath> operandPaths) {

  /**
   * One change.
   *
   * @param change from the old value there to the new one, either null if there is none
   * @param valueType the type that it always gives, or null if that depends on the item
   */
  public record Action(DocumentPath path, Change change, String valueType) {}

  /** What happens to one value. */
  @FunctionalInterface
  public interface Change {
    /**
     * The new value.
     *
     * @param old the value at the path, or null
     * @param item the whole item before the update
     * @return null to remove it
     * @throws DynamoDbException if the old value does not allow it
     */
    AttributeValue apply(AttributeValue old, Item item);

    /** Whether it only removes, so that it does nothing to an item that does not exist. */
    default boolean onlyRemoves() {
      return false;
    }
  }

  /** Changes nothing. */
  public static final Update NONE = new Update(List.of(), List.of());

  /** The paths that it changes. */
  public List<DocumentPath> paths() {
    return actions.stream().map(Action::path).toList();
  }

  /** Whether it makes an item where none is. One that only removes something does not. */
  public boolean createsItem() {
    return actions.isEmpty() || actions.stream().anyMatch(action -> !action.change().onlyRemoves());
  }

  /**
   * The item after the update.
   *
   * @throws DynamoDbException if the item does not allow one of the changes
   */
  public Item apply(Item item) {
    Branch root = new Branch();
    for (Action action : actions) {
      Branch at = root;
      for (Element element : action.path().elements()) {
        at = at.below.computeIfAbsent(element, unused -> new Branch());
      }
      at.change = action.change();
    }
    return new Item(root.members(item.attributes(), item));
  }

  /** Changes whose paths have a common beginning. */
  private static final class Branch {
    private final Map<Element, Branch> below = new LinkedHashMap<>();
    private Change change;

    private AttributeValue apply(AttributeValue old, Item item) {
      if (change != null) {
        return change.apply(old, item);
      }
      if (old instanceof MapValue map && below.keySet().stream().allMatch(Name.class::isInstance)) {
        return new MapValue(members(map.values(), item));
      }
      if (old instanceof ListValue list
          && below.keySet().stream().allMatch(Index.class::isInstance)) {
        return new ListValue(elements(list.values(), item));
      }
      throw DynamoDbException.validation(
          "The document path provided in the update expression is invalid for update");
    }

    private Map<String, AttributeValue> members(Map<String, AttributeValue> old, Item item) {
      Map<String, AttributeValue> members = new LinkedHashMap<>(old);
      below.forEach(
          (element, branch) -> {
            String name = ((Name) element).name();
            AttributeValue value = branch.apply(old.get(name), item);
            if (value == null) {
              members.remove(name);
            } else {
              members.put(name, value);
            }
          });
      return members;
    }

    /** Indexes are those of the old list; what is set behind its end is appended. */
    private List<AttributeValue> elements(List<AttributeValue> old, Item item) {
      SortedMap<Integer, AttributeValue> changed = new TreeMap<>();
      below.forEach(
          (element, branch) -> {
            int index = ((Index) element).index();
            changed.put(index, branch.apply(index < old.size() ? old.get(index) : null, item));
          });
      List<AttributeValue> elements = new ArrayList<>();
      for (int i = 0; i < old.size(); i++) {
        AttributeValue value = changed.containsKey(i) ? changed.get(i) : old.get(i);
        if (value != null) {
          elements.add(value);
        }
      }
      for (AttributeValue value : changed.tailMap(old.size()).values()) {
        if (value != null) {
          elements.add(value);
        }
      }
      return elements;
    }
  }
}
