package dev.errand.dynamodb.value;

import dev.errand.dynamodb.DynamoDbException;
import java.nio.charset.StandardCharsets;

/** What names of attributes must be. */
public final class AttributeNames {

  private static final int MAX_BYTES = 65_535;

  private AttributeNames() {}

  /**
   * Checks a name.
   *
   * @throws DynamoDbException if no attribute can have it
   */
  public static void check(String name) {
    if (name.isEmpty()) {
      throw DynamoDbException.validation(
          "One or more parameter values were invalid: Empty attribute name");
    }
    if (name.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw DynamoDbException.validation(
          "One or more parameter values were invalid: Attribute name is too large, must be less"
              + " than 65536 bytes");
    }
  }
}
