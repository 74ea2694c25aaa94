package dev.errand.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the rules of a Choice state. */
final class RuleReader {

  private static final Set<String> NO_OPERATORS =
      Set.of("Variable", "Next", "Comment", "Assign", "Output");

  private RuleReader() {}

  /** A rule at the top: it says where to go. */
  static Optional<ChoiceState.Rule> rule(Fields state, Fields fields) {
    fields.require("Next");
    String next = fields.requiredText("Next");
    DataFlow flow = DataFlowReader.ofRule(state, fields);
    Optional<Condition> condition = fields.isJsonata() ? query(fields) : condition(fields);
    fields.refuseRest();
    return condition.map(found -> new ChoiceState.Rule(found, next, flow));
  }

  private static Optional<Condition> query(Fields fields) {
    fields.require("Condition");
    JsonNode value = fields.any("Condition");
    if (value.isBoolean()) {
      return Optional.of(new Condition.Query(new Quantity.Written("Condition", value)));
    }
    Optional<Quantity> query = new QuantityReader(fields).query("Condition");
    if (query.isEmpty() && fields.has("Condition")) {
      fields.problem("Condition", "Expected a boolean or a JSONata expression");
    }
    return query.map(Condition.Query::new);
  }

  private static Optional<Condition> condition(Fields fields) {
    List<String> operators = fields.names().filter(name -> !NO_OPERATORS.contains(name)).toList();
    if (operators.size() != 1) {
      fields.problem("", "Expected exactly one comparison operator, And, Or or Not");
      operators.forEach(fields::any);
      fields.any("Variable");
      return Optional.empty();
    }
    String operator = operators.get(0);
    return switch (operator) {
      case "And" -> nested(fields, operator).map(Condition.And::new);
      case "Or" -> nested(fields, operator).map(Condition.Or::new);
      case "Not" -> fields.child(operator).flatMap(RuleReader::inner).map(Condition.Not::new);
      default -> comparison(fields, operator);
    };
  }

  private static Optional<List<Condition>> nested(Fields fields, String operator) {
    List<Fields> all = fields.list(operator);
    if (all.isEmpty()) {
      fields.problem(operator, "Expected a non-empty array");
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
    fields.require("Variable");
    Path variable = fields.path("Variable", DataFlowReader.NO_PATH).orElse(Path.of("$"));
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
    Optional<? extends Expression> other =
        path
            ? fields.path(operator, DataFlowReader.NO_PATH)
            : literal(fields, operator, comparator.get());
    return other.map(found -> new Condition.Comparison(variable, comparator.get(), found));
  }

  private static Optional<Expression> literal(Fields fields, String field, Comparator comparator) {
    JsonNode value = fields.any(field);
    if (!comparator.kind().matches(value)) {
      String kind = comparator.kind().name();
      fields.problem(
          field,
          comparator.kind() == ValueKind.TIMESTAMP
              ? StateReader.NO_TIMESTAMP
              : "Expected value of type "
                  + kind.charAt(0)
                  + kind.substring(1).toLowerCase(Locale.ROOT));
      return Optional.empty();
    }
    return Optional.of(new Expression.Literal(value));
  }

  private static boolean flag(Fields fields, String field) {
    JsonNode value = fields.any(field);
    if (!value.isBoolean()) {
      fields.problem(field, "Expected value of type Boolean");
    }
    return value.booleanValue();
  }
}
