package dev.errand.dynamodb.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.dynamodb.DynamoDbException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The parameters of an operation. */
public final class RequestShape {

  private static final int MIN_TABLE_NAME = 3;
  private static final int MAX_TABLE_NAME = 255;

  private final Map<String, Member> parameters = new LinkedHashMap<>();
  private boolean managesTable;

  RequestShape() {}

  /** The parameters by their names. */
  Map<String, Member> parameters() {
    return Collections.unmodifiableMap(parameters);
  }

  /** One more parameter; constraints are reported in the order of the parameters. */
  RequestShape with(String name, Member parameter) {
    parameters.put(name, parameter);
    return this;
  }

  /** Operations on tables check their name before all else, with other messages. */
  RequestShape managingTable() {
    managesTable = true;
    return with(
        "TableName",
        new Member(new ScalarShape.TableNameShape()).with(RequestShapes.TABLE_NAME_FORM));
  }

  /**
   * Reads a request.
   *
   * @throws DynamoDbException if a parameter is unknown, of the wrong type or against a constraint
   */
  public Input read(JsonNode json) {
    Shape.StructureShape shape = new Shape.StructureShape("", parameters, false);
    ObjectNode read = (ObjectNode) shape.read(json);
    if (managesTable) {
      checkTableName(read);
    }
    Violations violations = new Violations();
    shape.checkInside("", read, violations);
    violations.throwIfAny();
    Optional<String> unknown = shape.unknownMember(json);
    if (unknown.isPresent()) {
      throw DynamoDbException.validation(unknown.get());
    }
    return new Input(read);
  }

  private static void checkTableName(ObjectNode read) {
    if (!read.has("TableName")) {
      throw DynamoDbException.validation(
          "The parameter 'TableName' is required but was not present in the request");
    }
    int length = read.get("TableName").textValue().length();
    if (length < MIN_TABLE_NAME || length > MAX_TABLE_NAME) {
      throw DynamoDbException.validation(
          "TableName must be at least 3 characters long and at most 255 characters long");
    }
  }
}
