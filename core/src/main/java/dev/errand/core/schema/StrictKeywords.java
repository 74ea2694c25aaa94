package dev.errand.core.schema;

import dev.harrel.jsonschema.EvaluationContext;
import dev.harrel.jsonschema.Evaluator;
import dev.harrel.jsonschema.EvaluatorFactory;
import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.SchemaParsingContext;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The keywords {@code format} and {@code pattern}, stricter than the library's, which takes {@code
 * 2021-01-01+01:00} for a date and a text before a line feed for the whole text. An unknown format
 * or a wrong pattern is an error here, not a keyword that is left out.
 */
final class StrictKeywords implements EvaluatorFactory {

  @Override
  public Optional<Evaluator> create(SchemaParsingContext context, String keyword, JsonNode value) {
    if (!value.isString()) {
      return Optional.empty();
    }
    return switch (keyword) {
      case "format" -> Optional.of(new Check(TextFormat.ofWord(value.asString())::matches));
      case "pattern" -> Optional.of(new Check(EcmaPattern.of(value.asString()).asPredicate()));
      default -> Optional.empty();
    };
  }

  /** What a text has to be. */
  private record Check(Predicate<String> predicate) implements Evaluator {

    @Override
    public Result evaluate(EvaluationContext context, JsonNode node) {
      return !node.isString() || predicate.test(node.asString())
          ? Result.success()
          : Result.failure("");
    }
  }
}
