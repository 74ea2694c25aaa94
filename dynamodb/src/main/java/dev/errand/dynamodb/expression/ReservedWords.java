package dev.errand.dynamodb.expression;

import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.expression.SyntaxNode.NamePart;
import dev.errand.dynamodb.expression.SyntaxNode.PathNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Words that cannot be written as a name in an expression. Source: "Reserved words in DynamoDB" in
 * the Developer Guide.
 */
final class ReservedWords {

  private static final Set<String> WORDS = read();

  private ReservedWords() {}

  /**
   * Checks a node and all nodes below it.
   *
   * @throws DynamoDbException if a name is a reserved word
   */
  static void check(SyntaxNode node) {
    if (node instanceof PathNode path) {
      path.parts().stream()
          .filter(part -> part instanceof NamePart name && !name.isReference())
          .map(part -> ((NamePart) part).text())
          .filter(name -> WORDS.contains(name.toUpperCase(Locale.ROOT)))
          .findFirst()
          .ifPresent(
              name -> {
                throw DynamoDbException.validation(
                    "Attribute name is a reserved keyword; reserved keyword: " + name);
              });
    }
    node.children().forEach(ReservedWords::check);
  }

  private static Set<String> read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                ReservedWords.class.getResourceAsStream("reserved-words.txt"),
                StandardCharsets.US_ASCII))) {
      return lines.lines().collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
