package dev.errand.states.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.dataflow.DataFlow;
import dev.errand.states.dataflow.FieldValue;
import dev.errand.states.jsonpath.Expression;
import dev.errand.states.jsonpath.JsonPathExpression;
import dev.errand.states.state.ChoiceCondition;
import dev.errand.states.state.ChoiceState;
import dev.errand.states.state.ComparisonOperator;
import dev.errand.states.state.ValueKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the rules of a Choice state. */
final class ChoiceRuleReader {

  private static final Set<String> NON_OPERATOR_FIELDS =
      Set.of("Variable", "Next", "Comment", "Assign", "Output");

  private ChoiceRuleReader() {}

  /** A rule at the top: it says where to go. */
  static Optional<ChoiceState.Rule> rule(Fields state, Fields fields) {
    fields.require("Next");
    String next = fields.requiredText("Next");
    DataFlow flow = DataFlowReader.ofRule(state, fields);
    Optional<ChoiceCondition> condition = fields.isJsonata() ? query(fields) : condition(fields);
    fields.refuseRest();
    return condition.map(found -> new ChoiceState.Rule(found, next, flow));
  }

  private static Optional<ChoiceCondition> query(Fields fields) {
    fields.require("Condition");
    JsonNode value = fields.any("Condition");
    if (value.isBoolean()) {
      return Optional.of(new ChoiceCondition.Query(new FieldValue.Literal("Condition", value)));
    }
    Optional<FieldValue> query = new FieldValueReader(fields).query("Condition");
    if (query.isEmpty() && fields.has("Condition")) {
      fields.problem("Condition", "Expected a boolean or a JSONata expression");
    }
    return query.map(ChoiceCondition.Query::new);
  }

  private static Optional<ChoiceCondition> condition(Fields fields) {
    List<String> operators =
        fields.names().filter(name -> !NON_OPERATOR_FIELDS.contains(name)).toList();
    if (operators.size() != 1) {
      fields.problem("", "Expected exactly one comparison operator, And, Or or Not");
      operators.forEach(fields::any);
      fields.any("Variable");
      return Optional.empty();
    }
    String operator = operators.get(0);
    return switch (operator) {
      case "And" -> nested(fields, operator).map(ChoiceCondition.And::new);
      case "Or" -> nested(fields, operator).map(ChoiceCondition.Or::new);
      case "Not" ->
          fields.child(operator).flatMap(ChoiceRuleReader::inner).map(ChoiceCondition.Not::new);
      default -> comparison(fields, operator);
    };
  }

  private static Optional<List<ChoiceCondition>> nested(Fields fields, String operator) {
    List<Fields> all = fields.list(operator);
    if (all.isEmpty()) {
      fields.problem(operator, "Expected a non-empty array");
    }
    List<ChoiceCondition> conditions = new ArrayList<>();
    all.forEach(inner -> inner(inner).ifPresent(conditions::add));
    return Optional.of(List.copyOf(conditions));
  }

  private static Optional<ChoiceCondition> inner(Fields fields) {
    Optional<ChoiceCondition> condition = condition(fields);
    fields.refuseRest();
    return condition;
  }

  private static Optional<ChoiceCondition> comparison(Fields fields, String field) {
    fields.require("Variable");
    JsonPathExpression variable =
        fields.path("Variable", DataFlowReader.NOT_A_PATH).orElse(JsonPathExpression.of("$"));
    for (ValueKind kind : ValueKind.values()) {
      if (kind.field().equals(field)) {
        return Optional.of(new ChoiceCondition.Kind(variable, kind, flag(fields, field)));
      }
    }
    if (field.equals("IsPresent")) {
      return Optional.of(new ChoiceCondition.Present(variable, flag(fields, field)));
    }
    boolean path = field.endsWith("Path");
    Optional<ComparisonOperator> operator =
        ComparisonOperator.named(path ? field.substring(0, field.length() - 4) : field)
            .filter(found -> !path || found.takesPath());
    if (operator.isEmpty()) {
      return Optional.empty();
    }
    Optional<? extends Expression> other =
        path
            ? fields.path(field, DataFlowReader.NOT_A_PATH)
            : literal(fields, field, operator.get());
    return other.map(found -> new ChoiceCondition.Comparison(variable, operator.get(), found));
  }

  private static Optional<Expression> literal(
      Fields fields, String field, ComparisonOperator operator) {
    JsonNode value = fields.any(field);
    if (!operator.kind().matches(value)) {
      String kind = operator.kind().name();
      fields.problem(
          field,
          operator.kind() == ValueKind.TIMESTAMP
              ? StateReader.NOT_A_TIMESTAMP
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
