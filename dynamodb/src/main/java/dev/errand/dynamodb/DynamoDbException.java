package dev.errand.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A request that is refused or fails, in DynamoDB's terms. Source of the types and status codes:
 * "Error handling with DynamoDB" in the Amazon DynamoDB Developer Guide.
 */
public final class DynamoDbException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * The errors of this store, each with its name in a response's {@code __type} and its HTTP status
   * code.
   */
  public enum Type {
    ACCESS_DENIED("com.amazon.coral.service#AccessDeniedException"),
    CONDITIONAL_CHECK_FAILED("com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException"),
    IDEMPOTENT_PARAMETER_MISMATCH(
        "com.amazonaws.dynamodb.v20120810#IdempotentParameterMismatchException"),
    INCOMPLETE_SIGNATURE("com.amazon.coral.service#IncompleteSignatureException"),
    INTERNAL_SERVER_ERROR("com.amazonaws.dynamodb.v20120810#InternalServerError", 500),
    INVALID_SIGNATURE("com.amazon.coral.service#InvalidSignatureException"),
    ITEM_COLLECTION_SIZE_LIMIT_EXCEEDED(
        "com.amazonaws.dynamodb.v20120810#ItemCollectionSizeLimitExceededException"),
    LIMIT_EXCEEDED("com.amazonaws.dynamodb.v20120810#LimitExceededException"),
    MISSING_AUTHENTICATION_TOKEN("com.amazon.coral.service#MissingAuthenticationTokenException"),
    RESOURCE_IN_USE("com.amazonaws.dynamodb.v20120810#ResourceInUseException"),
    RESOURCE_NOT_FOUND("com.amazonaws.dynamodb.v20120810#ResourceNotFoundException"),
    SERIALIZATION("com.amazon.coral.service#SerializationException"),
    TABLE_NOT_FOUND("com.amazonaws.dynamodb.v20120810#TableNotFoundException"),
    TRANSACTION_CANCELED("com.amazonaws.dynamodb.v20120810#TransactionCanceledException"),
    UNKNOWN_OPERATION("com.amazon.coral.service#UnknownOperationException"),
    VALIDATION("com.amazon.coral.validate#ValidationException");

    private final String wireName;
    private final int statusCode;

    Type(String wireName) {
      this(wireName, 400);
    }

    Type(String wireName, int statusCode) {
      this.wireName = wireName;
      this.statusCode = statusCode;
    }

    /** The value of {@code __type}. */
    public String wireName() {
      return wireName;
    }

    /** The HTTP status code: 400 or 500. */
    public int statusCode() {
      return statusCode;
    }
  }

  private final Type type;
  private final transient ObjectNode members;

  private DynamoDbException(Type type, String message, ObjectNode members, Throwable cause) {
    super(message, cause);
    this.type = type;
    this.members = members;
  }

  /**
   * An error with a message.
   *
   * @param message what SDKs show; null for an error that DynamoDB sends without one
   */
  public static DynamoDbException of(Type type, String message) {
    return new DynamoDbException(type, message, JsonNodeFactory.instance.objectNode(), null);
  }

  /** A ValidationException. */
  public static DynamoDbException validation(String message) {
    return of(Type.VALIDATION, message);
  }

  /** A failure of this store itself, such as a full disk; sent as InternalServerError. */
  public static DynamoDbException internal(String message, Throwable cause) {
    return new DynamoDbException(
        Type.INTERNAL_SERVER_ERROR, message, JsonNodeFactory.instance.objectNode(), cause);
  }

  /** This error with one more member in its body, such as {@code Item}. */
  public DynamoDbException with(String name, JsonNode value) {
    ObjectNode more = members.deepCopy();
    more.set(name, value);
    return new DynamoDbException(type, getMessage(), more, getCause());
  }

  /** Which error it is. */
  public Type type() {
    return type;
  }

  /** The body of the response: {@code __type}, the message and further members. */
  public ObjectNode body() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("__type", type.wireName());
    if (getMessage() != null) {
      body.put(messageMember(), getMessage());
    }
    body.setAll(members);
    return body;
  }

  /** DynamoDB writes these with a capital letter; SDKs accept both forms. */
  private String messageMember() {
    return switch (type) {
      case ACCESS_DENIED, SERIALIZATION, TRANSACTION_CANCELED -> "Message";
      default -> "message";
    };
  }
}
