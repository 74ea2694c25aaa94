package dev.errand.dynamodb.request;

import dev.errand.dynamodb.request.Constraint.Form;
import dev.errand.dynamodb.request.Constraint.Maximum;
import dev.errand.dynamodb.request.Constraint.MaximumLength;
import dev.errand.dynamodb.request.Constraint.Minimum;
import dev.errand.dynamodb.request.Constraint.MinimumLength;
import dev.errand.dynamodb.request.Constraint.OneOf;
import dev.errand.dynamodb.request.Constraint.TableNameKeys;
import dev.errand.dynamodb.request.Constraint.ValueLengths;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The shapes of the requests of all operations: one declarative table, long because the API is. It
 * lists what "Actions" and "Data types" of the Amazon DynamoDB API Reference have: first the
 * operations, then the structures that several of them share, then the simple types. Parameters are
 * in the order in which the service reports wrong ones.
 */
public final class RequestShapes {

  static final Form TABLE_NAME_FORM = new Form(Pattern.compile("[a-zA-Z0-9_.-]+"));

  private static final Form TAG_FORM =
      new Form(Pattern.compile("^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$"));

  private static final String PACKAGE = "com.amazonaws.dynamodb.v20120810.";
  private static final MinimumLength MIN_NAME_LENGTH = new MinimumLength(3);
  private static final MaximumLength MAX_NAME_LENGTH = new MaximumLength(255);
  private static final MinimumLength NOT_EMPTY = new MinimumLength(1);

  private static final List<String> OPERATORS =
      List.of(
          "IN",
          "NULL",
          "BETWEEN",
          "LT",
          "NOT_CONTAINS",
          "EQ",
          "GT",
          "NOT_NULL",
          "NE",
          "LE",
          "BEGINS_WITH",
          "GE",
          "CONTAINS");

  private static final Map<String, RequestShape> BY_OPERATION = all();

  private RequestShapes() {}

  /** The shape of an operation that this store has. */
  public static RequestShape of(String operation) {
    return BY_OPERATION.get(operation);
  }

  private static Map<String, RequestShape> all() {
    Map<String, RequestShape> shapes = new LinkedHashMap<>();
    shapes.put("CreateTable", createTable());
    shapes.put("UpdateTable", updateTable());
    shapes.put("DescribeTable", new RequestShape().managingTable());
    shapes.put("DeleteTable", new RequestShape().managingTable());
    shapes.put("ListTables", listTables());
    shapes.put("DescribeContinuousBackups", new RequestShape().managingTable());
    shapes.put("DescribeTimeToLive", new RequestShape().managingTable());
    shapes.put("UpdateTimeToLive", updateTimeToLive());
    shapes.put(
        "ListTagsOfResource",
        new RequestShape().with("ResourceArn", string()).with("NextToken", string()));
    shapes.put(
        "TagResource", new RequestShape().with("ResourceArn", string()).with("Tags", tags()));
    shapes.put(
        "UntagResource",
        new RequestShape().with("ResourceArn", string()).with("TagKeys", list(string())));
    shapes.put("PutItem", putItem());
    shapes.put("GetItem", getItem());
    shapes.put("UpdateItem", updateItem());
    shapes.put("DeleteItem", deleteItem());
    shapes.put("Query", query());
    shapes.put("Scan", scan());
    shapes.put("BatchGetItem", batchGetItem());
    shapes.put("BatchWriteItem", batchWriteItem());
    shapes.put("TransactGetItems", transactGetItems());
    shapes.put("TransactWriteItems", transactWriteItems());
    return Map.copyOf(shapes);
  }

  private static RequestShape createTable() {
    return new RequestShape()
        .with("AttributeDefinitions", attributeDefinitions().notNull())
        .managingTable()
        .with("BillingMode", billingMode())
        .with("ProvisionedThroughput", throughput())
        .with("KeySchema", keySchema(2))
        .with("LocalSecondaryIndexes", list(structure("LocalSecondaryIndex", true, index(2))))
        .with(
            "GlobalSecondaryIndexes",
            list(
                structure(
                    "GlobalSecondaryIndex",
                    true,
                    with(index(8), "ProvisionedThroughput", throughput()))))
        .with("DeletionProtectionEnabled", bool())
        .with("StreamSpecification", streamSpecification())
        .with("SSESpecification", encryption())
        .with("TableClass", string())
        .with("Tags", tags());
  }

  private static RequestShape updateTable() {
    Map<String, Member> update =
        members("IndexName", name().notNull(), "ProvisionedThroughput", throughput().notNull());
    Map<String, Member> create =
        members(
            "Projection",
            projection(),
            "IndexName",
            name().notNull(),
            "ProvisionedThroughput",
            throughput(),
            "KeySchema",
            keySchema(8));
    Map<String, Member> actions =
        members(
            "Update",
            structure("UpdateGlobalSecondaryIndexAction", false, update),
            "Create",
            structure("CreateGlobalSecondaryIndexAction", false, create),
            "Delete",
            structure(
                "DeleteGlobalSecondaryIndexAction", false, members("IndexName", name().notNull())));
    return new RequestShape()
        .managingTable()
        .with("ProvisionedThroughput", throughput())
        .with("BillingMode", billingMode())
        .with(
            "GlobalSecondaryIndexUpdates",
            list(structure("GlobalSecondaryIndexUpdate", true, actions)))
        .with("AttributeDefinitions", attributeDefinitions())
        .with("DeletionProtectionEnabled", bool())
        .with("StreamSpecification", streamSpecification())
        .with("SSESpecification", encryption())
        .with("TableClass", string());
  }

  private static RequestShape listTables() {
    return new RequestShape()
        .with("Limit", integer().with(new Minimum(1)).with(new Maximum(100)))
        .with("ExclusiveStartTableName", name());
  }

  private static RequestShape updateTimeToLive() {
    return new RequestShape()
        .managingTable()
        .with(
            "TimeToLiveSpecification",
            structure(
                    "TimeToLiveSpecification",
                    false,
                    members(
                        "AttributeName",
                        string().notNull().with(NOT_EMPTY).with(MAX_NAME_LENGTH),
                        "Enabled",
                        bool().notNull()))
                .notNull());
  }

  private static RequestShape putItem() {
    return conditional(
        new RequestShape()
            .with("ReturnConsumedCapacity", returnConsumedCapacity())
            .with("TableName", tableName().notNull())
            .with("Item", attributeMap().notNull()));
  }

  private static RequestShape deleteItem() {
    return conditional(
        new RequestShape()
            .with("ReturnConsumedCapacity", returnConsumedCapacity())
            .with("TableName", tableName().notNull())
            .with("Key", attributeMap().notNull()));
  }

  private static RequestShape updateItem() {
    Map<String, Member> update = members("Action", string(), "Value", attributeValue(false));
    return conditional(
        new RequestShape()
            .with("ReturnConsumedCapacity", returnConsumedCapacity())
            .with("TableName", tableName().notNull())
            .with("Key", attributeMap().notNull())
            .with(
                "AttributeUpdates",
                map(structure("AttributeValueUpdate", true, update), "AttributeValueUpdate"))
            .with("UpdateExpression", string()));
  }

  private static RequestShape conditional(RequestShape shape) {
    return shape
        .with("ReturnItemCollectionMetrics", string().with(new OneOf(List.of("SIZE", "NONE"))))
        .with(
            "ReturnValues",
            string()
                .with(
                    new OneOf(List.of("ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW"))))
        .with("ReturnValuesOnConditionCheckFailure", onConditionCheckFailure())
        .with("ConditionalOperator", conditionalOperator())
        .with("Expected", expected())
        .with("ConditionExpression", string())
        .with("ExpressionAttributeValues", attributeMap())
        .with("ExpressionAttributeNames", attributeNames());
  }

  private static RequestShape getItem() {
    return new RequestShape()
        .with("ReturnConsumedCapacity", returnConsumedCapacity())
        .with("AttributesToGet", attributesToGet())
        .with("TableName", tableName().notNull())
        .with("Key", attributeMap().notNull())
        .with("ConsistentRead", bool())
        .with("ProjectionExpression", string())
        .with("ExpressionAttributeNames", attributeNames());
  }

  private static RequestShape query() {
    return new RequestShape()
        .with("Select", select())
        .with("IndexName", name())
        .with("ReturnConsumedCapacity", returnConsumedCapacity())
        .with("QueryFilter", conditions())
        .with("TableName", tableName().notNull())
        .with("ConditionalOperator", conditionalOperator())
        .with("AttributesToGet", attributesToGet())
        .with("Limit", integer().with(new Minimum(1)))
        .with("KeyConditions", conditions())
        .with("ExclusiveStartKey", attributeMap())
        .with("ConsistentRead", bool())
        .with("ScanIndexForward", bool())
        .with("KeyConditionExpression", string())
        .with("FilterExpression", string())
        .with("ProjectionExpression", string())
        .with("ExpressionAttributeValues", attributeMap())
        .with("ExpressionAttributeNames", attributeNames());
  }

  private static RequestShape scan() {
    return new RequestShape()
        .with("Select", select())
        .with("IndexName", name())
        .with("TotalSegments", integer().with(new Minimum(1)).with(new Maximum(1_000_000)))
        .with("ReturnConsumedCapacity", returnConsumedCapacity())
        .with("TableName", tableName().notNull())
        .with("ConditionalOperator", conditionalOperator())
        .with("ScanFilter", conditions())
        .with("Segment", integer().with(new Minimum(0)).with(new Maximum(999_999)))
        .with("Limit", integer().with(new Minimum(1)))
        .with("AttributesToGet", attributesToGet())
        .with("ExclusiveStartKey", attributeMap())
        .with("ConsistentRead", bool())
        .with("FilterExpression", string())
        .with("ProjectionExpression", string())
        .with("ExpressionAttributeValues", attributeMap())
        .with("ExpressionAttributeNames", attributeNames());
  }

  private static RequestShape batchGetItem() {
    Map<String, Member> keysAndAttributes =
        members(
            "Keys",
            new Member(
                    new Shape.ListShape(
                        new Member(
                            new Shape.MapShape(
                                attributeValue(true), PACKAGE + "AttributeValue", true)),
                        false))
                .notNull()
                .with(NOT_EMPTY)
                .with(new MaximumLength(100)),
            "AttributesToGet",
            attributesToGet(),
            "ConsistentRead",
            bool(),
            "ProjectionExpression",
            string(),
            "ExpressionAttributeNames",
            attributeNames());
    return new RequestShape()
        .with("ReturnConsumedCapacity", returnConsumedCapacity())
        .with(
            "RequestItems",
            map(structure("KeysAndAttributes", true, keysAndAttributes), "KeysAndAttributes")
                .notNull()
                .with(NOT_EMPTY)
                .with(new TableNameKeys(MAX_NAME_LENGTH, MIN_NAME_LENGTH, TABLE_NAME_FORM)));
  }

  private static RequestShape batchWriteItem() {
    Map<String, Member> requests =
        members(
            "DeleteRequest",
            structure("DeleteRequest", false, members("Key", attributeMap().notNull())),
            "PutRequest",
            structure("PutRequest", false, members("Item", attributeMap().notNull())));
    return new RequestShape()
        .with("ReturnConsumedCapacity", returnConsumedCapacity())
        .with("ReturnItemCollectionMetrics", string().with(new OneOf(List.of("SIZE", "NONE"))))
        .with(
            "RequestItems",
            new Member(
                    new Shape.MapShape(
                        new Member(
                            new Shape.ListShape(structure("WriteRequest", true, requests), true)),
                        "java.util.List<" + PACKAGE + "WriteRequest>",
                        false))
                .notNull()
                .with(NOT_EMPTY)
                .with(new TableNameKeys(MAX_NAME_LENGTH, MIN_NAME_LENGTH, TABLE_NAME_FORM))
                .with(new ValueLengths(new MaximumLength(25), NOT_EMPTY)));
  }

  private static RequestShape transactGetItems() {
    Map<String, Member> get =
        members(
            "TableName",
            tableName().notNull(),
            "Key",
            attributeMap().notNull(),
            "ProjectionExpression",
            string(),
            "ExpressionAttributeNames",
            attributeNames());
    return new RequestShape()
        .with("ReturnConsumedCapacity", returnConsumedCapacity())
        .with(
            "TransactItems",
            list(structure(
                    "TransactGetItem",
                    true,
                    members("Get", structure("Get", false, get).notNull())))
                .notNull()
                .with(NOT_EMPTY)
                .with(new MaximumLength(100)));
  }

  private static RequestShape transactWriteItems() {
    Map<String, Member> actions =
        members(
            "ConditionCheck",
            structure("ConditionCheck", false, write("Key", string().notNull())),
            "Put",
            structure("Put", false, write("Item", string())),
            "Delete",
            structure("Delete", false, write("Key", string())),
            "Update",
            structure(
                "Update",
                false,
                with(write("Key", string()), "UpdateExpression", string().notNull())));
    return new RequestShape()
        .with("ReturnConsumedCapacity", returnConsumedCapacity())
        .with("ReturnItemCollectionMetrics", string().with(new OneOf(List.of("SIZE", "NONE"))))
        .with("ClientRequestToken", string().with(NOT_EMPTY).with(new MaximumLength(36)))
        .with(
            "TransactItems",
            list(structure("TransactWriteItem", true, actions))
                .notNull()
                .with(NOT_EMPTY)
                .with(new MaximumLength(100)));
  }

  private static Map<String, Member> write(String item, Member condition) {
    return members(
        "TableName",
        tableName().notNull(),
        item,
        attributeMap().notNull(),
        "ConditionExpression",
        condition,
        "ExpressionAttributeNames",
        attributeNames(),
        "ExpressionAttributeValues",
        attributeMap(),
        "ReturnValuesOnConditionCheckFailure",
        onConditionCheckFailure());
  }

  private static Member attributeDefinitions() {
    return list(
        structure(
            "AttributeDefinition",
            true,
            members(
                "AttributeName",
                keyName(),
                "AttributeType",
                string().notNull().with(new OneOf(List.of("B", "N", "S"))))));
  }

  private static Member keySchema(int maximum) {
    Map<String, Member> element =
        members(
            "AttributeName",
            keyName(),
            "KeyType",
            string().notNull().with(new OneOf(List.of("HASH", "RANGE"))));
    return list(structure("KeySchemaElement", true, element))
        .notNull()
        .with(NOT_EMPTY)
        .with(new MaximumLength(maximum));
  }

  private static Map<String, Member> index(int maximumKeys) {
    return members(
        "IndexName",
        name().notNull(),
        "KeySchema",
        keySchema(maximumKeys),
        "Projection",
        projection());
  }

  private static Member projection() {
    Map<String, Member> members =
        members(
            "ProjectionType",
            string().with(new OneOf(List.of("ALL", "INCLUDE", "KEYS_ONLY"))),
            "NonKeyAttributes",
            list(string().with(NOT_EMPTY).with(MAX_NAME_LENGTH)).with(NOT_EMPTY));
    return structure("Projection", false, members).notNull();
  }

  private static Member throughput() {
    Member units =
        new Member(new ScalarShape.NumberShape("java.lang.Long")).notNull().with(new Minimum(1));
    return structure(
        "ProvisionedThroughput",
        false,
        members("WriteCapacityUnits", units, "ReadCapacityUnits", units));
  }

  private static Member streamSpecification() {
    return structure(
        "StreamSpecification",
        false,
        members("StreamEnabled", bool().notNull(), "StreamViewType", string()));
  }

  private static Member tags() {
    return list(
        structure(
            "Tag",
            true,
            members(
                "Key",
                string().notNull().with(TAG_FORM).with(NOT_EMPTY).with(new MaximumLength(128)),
                "Value",
                string().notNull().with(TAG_FORM).with(new MaximumLength(256)))));
  }

  private static Member encryption() {
    return structure(
        "SSESpecification",
        false,
        members("Enabled", bool(), "SSEType", string(), "KMSMasterKeyId", string()));
  }

  private static Member billingMode() {
    return string().with(new OneOf(List.of("PROVISIONED", "PAY_PER_REQUEST")));
  }

  private static Member returnConsumedCapacity() {
    return string().with(new OneOf(List.of("INDEXES", "TOTAL", "NONE")));
  }

  private static Member onConditionCheckFailure() {
    return string().with(new OneOf(List.of("ALL_OLD", "NONE")));
  }

  private static Member conditionalOperator() {
    return string().with(new OneOf(List.of("OR", "AND")));
  }

  private static Member select() {
    return string()
        .with(
            new OneOf(
                List.of(
                    "SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES")));
  }

  private static Member attributesToGet() {
    return list(string()).with(NOT_EMPTY).with(MAX_NAME_LENGTH);
  }

  private static Member expected() {
    Map<String, Member> members =
        members(
            "AttributeValueList",
            list(attributeValue(true)),
            "ComparisonOperator",
            string().with(new OneOf(OPERATORS)),
            "Exists",
            bool(),
            "Value",
            attributeValue(false));
    return map(structure("ExpectedAttributeValue", true, members), "ExpectedAttributeValue");
  }

  private static Member conditions() {
    Map<String, Member> members =
        members(
            "AttributeValueList",
            list(attributeValue(true)),
            "ComparisonOperator",
            string().notNull().with(new OneOf(OPERATORS)));
    return map(structure("Condition", true, members), "Condition");
  }

  private static Member attributeMap() {
    return map(attributeValue(true), "AttributeValue");
  }

  private static Member attributeNames() {
    return new Member(new Shape.MapShape(string(), "java.lang.String", false));
  }

  private static Member attributeValue(boolean element) {
    return new Member(new Shape.AttributeValueShape(element));
  }

  /** The name or ARN of a table. */
  private static Member tableName() {
    return new Member(new ScalarShape.TableNameShape())
        .with(TABLE_NAME_FORM)
        .with(MIN_NAME_LENGTH)
        .with(MAX_NAME_LENGTH);
  }

  /** The name of an index, or of a table that is not read or written. */
  private static Member name() {
    return string().with(TABLE_NAME_FORM).with(MIN_NAME_LENGTH).with(MAX_NAME_LENGTH);
  }

  /** The name of an attribute of a key. */
  private static Member keyName() {
    return string().notNull().with(NOT_EMPTY).with(MAX_NAME_LENGTH);
  }

  private static Member string() {
    return new Member(new ScalarShape.StringShape());
  }

  private static Member bool() {
    return new Member(new ScalarShape.BooleanShape());
  }

  private static Member integer() {
    return new Member(new ScalarShape.NumberShape("java.lang.Integer"));
  }

  private static Member list(Member element) {
    return new Member(new Shape.ListShape(element, false));
  }

  private static Member map(Member value, String javaType) {
    return new Member(new Shape.MapShape(value, PACKAGE + javaType, false));
  }

  private static Member structure(String name, boolean element, Map<String, Member> members) {
    return new Member(new Shape.StructureShape(PACKAGE + name, members, element));
  }

  private static Map<String, Member> members(Object... namesAndMembers) {
    Map<String, Member> members = new LinkedHashMap<>();
    for (int i = 0; i < namesAndMembers.length; i += 2) {
      members.put((String) namesAndMembers[i], (Member) namesAndMembers[i + 1]);
    }
    return members;
  }

  private static Map<String, Member> with(Map<String, Member> members, String name, Member member) {
    Map<String, Member> more = new LinkedHashMap<>(members);
    more.put(name, member);
    return more;
  }
}
