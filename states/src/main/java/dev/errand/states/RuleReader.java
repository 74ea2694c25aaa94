package dev.errand.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the rules of a Choice state. */
final class RuleReader {

  private static final Set<String> NO_OPERATORS = Set.of("Variable", "Next", "Comment", "Assign");

  private RuleReader() {}

  /** A rule at the top: it says where to go. */
  static Optional<State.Choice.Rule> rule(Fields fields) {
    String next = fields.requiredText("Next");
    State.Assign assign = fields.assign();
    Optional<Condition> condition = condition(fields);
    fields.refuseRest();
    return condition.map(found -> new State.Choice.Rule(found, next, assign));
  }

  private static Optional<Condition> condition(Fields fields) {
    List<String> operators = fields.names().filter(name -> !NO_OPERATORS.contains(name)).toList();
    if (operators.size() != 1) {
      fields.problem("", "needs one operator, such as StringEquals, And or Not");
      operators.forEach(fields::any);
      fields.any("Variable");
      return Optional.empty();
    }
    String operator = operators.get(0);
    return switch (operator) {
      case "And" -> nested(fields, operator).map(Condition.And::new);
      case "Or" -> nested(fields, operator).map(Condition.Or::new);
      case "Not" ->
          fields
              .child(operator, fields.any(operator))
              .flatMap(RuleReader::inner)
              .map(Condition.Not::new);
      default -> comparison(fields, operator);
    };
  }

  private static Optional<List<Condition>> nested(Fields fields, String operator) {
    List<Fields> all = fields.list(operator);
    if (all.isEmpty()) {
      fields.problem(operator, "has to be an array with one rule or more");
    }
    List<Condition> conditions = new ArrayList<>();
    all.forEach(inner -> inner(inner).ifPresent(conditions::add));
    return Optional.of(List.copyOf(conditions));
  }

  private static Optional<Condition> inner(Fields fields) {
    Optional<Condition> condition = condition(fields);
    fields.refuseRest();
    return condition;
  }

  private static Optional<Condition> comparison(Fields fields, String operator) {
    if (!fields.has("Variable")) {
      fields.problem("Variable", "is missing");
    }
    Path variable = fields.parsed("Variable", Path::of).orElse(Path.of("$"));
    for (ValueKind kind : ValueKind.values()) {
      if (kind.field().equals(operator)) {
        return Optional.of(new Condition.Kind(variable, kind, flag(fields, operator)));
      }
    }
    if (operator.equals("IsPresent")) {
      return Optional.of(new Condition.Present(variable, flag(fields, operator)));
    }
    boolean path = operator.endsWith("Path");
    Optional<Comparator> comparator =
        Comparator.named(path ? operator.substring(0, operator.length() - 4) : operator)
            .filter(found -> !path || found.takesPath());
    if (comparator.isEmpty()) {
      return Optional.empty();
    }
    Optional<Expression> other =
        path ? fields.parsed(operator, Path::of) : literal(fields, operator, comparator.get());
    return other.map(found -> new Condition.Comparison(variable, comparator.get(), found));
  }

  private static Optional<Expression> literal(Fields fields, String field, Comparator comparator) {
    JsonNode value = fields.any(field);
    if (!comparator.kind().matches(value)) {
      fields.problem(
          field, "has to be a " + comparator.kind().name().toLowerCase(java.util.Locale.ROOT));
      return Optional.empty();
    }
    return Optional.of(new Expression.Literal(value));
  }

  private static boolean flag(Fields fields, String field) {
    JsonNode value = fields.any(field);
    if (!value.isBoolean()) {
      fields.problem(field, "has to be true or false");
    }
    return value.booleanValue();
  }
}
