package dev.errand.core.schema;

import dev.errand.core.Violation;
import dev.errand.core.json.JsonTree;
import dev.harrel.jsonschema.Error;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A JSON Schema (2020-12), ready to check documents. It asserts formats, and the keyword {@code
 * x-message} of a schema is the sentence for whatever is wrong with its value.
 */
public final class JsonSchema {

  /** Keywords whose own error says enough: the errors of the alternatives below would mislead. */
  private static final Set<String> ALTERNATIVES = Set.of("anyOf", "oneOf", "not", "contains", "if");

  /** Keywords that fail because of an error below, which is reported. */
  private static final Set<String> CONTAINERS =
      Set.of("allOf", "if", "dependentSchemas", "$ref", "$dynamicRef", "propertyNames");

  private static final String ID = "errand:/schema";

  private final Map<String, Object> schema;
  private final Validator validator;
  private final URI uri;

  /**
   * Prepares the check.
   *
   * @param schema of maps, lists and values
   * @throws IllegalArgumentException if it has a wrong pattern or an unknown format
   */
  public JsonSchema(Map<String, Object> schema) {
    this.schema = schema;
    this.validator =
        new ValidatorFactory()
            .withJsonNodeFactory(PlainNode.FACTORY)
            .withEvaluatorFactory(new StrictKeywords())
            .withMessageProvider(Detail::argument)
            .withDisabledSchemaValidation(true)
            .createValidator();
    this.uri = validator.registerSchema(URI.create(ID), (Object) schema);
  }

  /**
   * Everything that is wrong with a document, one violation for each field, in the order of the
   * document. No value of the document is in them.
   *
   * @param document of maps, lists and values
   */
  public List<Violation> violations(Object document) {
    List<Violation> extremes = new ArrayList<>();
    Numbers.collectExtremes(document, "", extremes);
    if (!extremes.isEmpty()) {
      return extremes;
    }
    Validator.Result result = validator.validate(uri, document);
    Map<String, Violation> byField = new LinkedHashMap<>();
    result.getErrors().stream()
        .filter(error -> isReported(error, result.getErrors()))
        .flatMap(error -> Detail.of(error, schemaOf(error)).stream())
        .forEach(violation -> byField.putIfAbsent(violation.pointer(), violation));
    if (!result.isValid() && byField.isEmpty()) {
      byField.put("", new Violation("", "Is not valid by the schema."));
    }
    return List.copyOf(byField.values());
  }

  private static boolean isReported(Error error, List<Error> all) {
    return !CONTAINERS.contains(String.valueOf(error.getKeyword()))
        && all.stream()
            .filter(other -> ALTERNATIVES.contains(String.valueOf(other.getKeyword())))
            .noneMatch(
                other -> error.getEvaluationPath().startsWith(other.getEvaluationPath() + "/"));
  }

  /** The schema whose keyword failed; empty if it is in another document. */
  private Map<?, ?> schemaOf(Error error) {
    URI location = URI.create(error.getSchemaLocation());
    String pointer = location.getFragment() == null ? "" : location.getFragment();
    return error.getSchemaLocation().startsWith(ID)
            && JsonTree.at(schema, pointer).orElse("") instanceof Map<?, ?> found
        ? found
        : Map.of();
  }
}
