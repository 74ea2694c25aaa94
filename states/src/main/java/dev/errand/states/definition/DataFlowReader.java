package dev.errand.states.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.dataflow.DataFlow;
import dev.errand.states.dataflow.JsonPathFlow;
import dev.errand.states.dataflow.JsonataFlow;
import dev.errand.states.dataflow.PayloadTemplate;
import dev.errand.states.jsonpath.JsonPathExpression;
import dev.errand.states.jsonpath.ReferencePath;
import java.util.Map;
import java.util.Optional;

/** Reads the fields of a state's input and output processing. */
final class DataFlowReader {

  static final String NOT_A_PATH = "Value is not a valid JSONPath";

  private DataFlowReader() {}

  /** For a state that has arguments and a result. */
  static DataFlow withResult(Fields fields) {
    return fields.isJsonata()
        ? new JsonataFlow(fields.template("Arguments"), fields.template("Output"), fields.assign())
        : new JsonPathFlow(
            inputPath(fields),
            outputPath(fields),
            template(fields, "Parameters"),
            template(fields, "ResultSelector"),
            resultPath(fields),
            fields.assign());
  }

  /** For a Map state: its item processor begins with other data than the state's. */
  static DataFlow ofMap(Fields fields) {
    return fields.isJsonata()
        ? new JsonataFlow(Optional.empty(), fields.template("Output"), fields.assign())
        : new JsonPathFlow(
            inputPath(fields),
            outputPath(fields),
            Optional.empty(),
            template(fields, "ResultSelector"),
            resultPath(fields),
            fields.assign());
  }

  /** For a Pass state. */
  static DataFlow ofPass(Fields fields) {
    return fields.isJsonata()
        ? withoutResult(fields)
        : new JsonPathFlow(
            inputPath(fields),
            outputPath(fields),
            template(fields, "Parameters"),
            Optional.empty(),
            resultPath(fields),
            fields.assign());
  }

  /** For a state that only passes its input. */
  static DataFlow withoutResult(Fields fields) {
    return fields.isJsonata()
        ? new JsonataFlow(Optional.empty(), fields.template("Output"), fields.assign())
        : cut(fields, fields);
  }

  /** For a Succeed state, which assigns nothing. */
  static DataFlow ofSucceed(Fields fields) {
    return fields.isJsonata()
        ? new JsonataFlow(Optional.empty(), fields.template("Output"), Map.of())
        : new JsonPathFlow(
            inputPath(fields),
            outputPath(fields),
            Optional.empty(),
            Optional.empty(),
            ReferencePath.root(),
            Map.of());
  }

  /** For a rule of a Choice state. */
  static DataFlow ofRule(Fields state, Fields rule) {
    return rule.isJsonata() ? withoutResult(rule) : cut(state, rule);
  }

  private static JsonPathFlow cut(Fields state, Fields assigning) {
    return new JsonPathFlow(
        inputPath(state),
        outputPath(state),
        Optional.empty(),
        Optional.empty(),
        ReferencePath.root(),
        assigning.assign());
  }

  static DataFlow ofCatcher(Fields fields) {
    return fields.isJsonata()
        ? withoutResult(fields)
        : new JsonPathFlow(
            Optional.of(JsonPathExpression.of("$")),
            Optional.of(JsonPathExpression.of("$")),
            Optional.empty(),
            Optional.empty(),
            resultPath(fields),
            fields.assign());
  }

  private static Optional<PayloadTemplate> template(Fields fields, String field) {
    JsonNode value = fields.any(field);
    if (field.equals("ResultSelector") && !value.isMissingNode() && !value.isObject()) {
      fields.problem(field, "Expected value of type Object");
      return Optional.empty();
    }
    return fields.template(field);
  }

  private static Optional<JsonPathExpression> inputPath(Fields fields) {
    return fields.nullable("InputPath", "$", JsonPathExpression::of, NOT_A_PATH);
  }

  private static Optional<JsonPathExpression> outputPath(Fields fields) {
    return fields.nullable("OutputPath", "$", JsonPathExpression::of, NOT_A_PATH);
  }

  private static Optional<ReferencePath> resultPath(Fields fields) {
    return fields.nullable(
        "ResultPath", "$", ReferencePath::of, FieldValueReader.NO_REFERENCE_PATH);
  }
}
