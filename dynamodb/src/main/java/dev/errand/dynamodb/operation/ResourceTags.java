package dev.errand.dynamodb.operation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.request.Input;
import dev.errand.dynamodb.store.MapReader;
import dev.errand.dynamodb.store.MapStore;
import dev.errand.dynamodb.store.MapWriter;
import dev.errand.dynamodb.table.Table;
import dev.errand.dynamodb.table.Tables;
import dev.errand.dynamodb.table.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** TagResource, UntagResource and ListTagsOfResource. Their resources are tables. */
final class ResourceTags {

  private static final int MAX_TAGS = 50;
  private static final Pattern RESOURCE = Pattern.compile(".+:.+:.+:.+:.+:.+/.+");
  private static final Pattern TABLE =
      Pattern.compile("arn:aws:dynamodb:.+:\\d+:table/(?<name>[^/]{3,})");

  private final MapStore store;
  private final String accountId;

  ResourceTags(MapStore store, String accountId) {
    this.store = store;
    this.accountId = accountId;
  }

  ObjectNode tag(Input input) {
    checkArn(input, "TagResource");
    requireMember(input, "Tags", "tags");
    String name = tableName(input);
    Map<String, String> added = read(input);
    if (added.isEmpty()) {
      throw DynamoDbException.validation("Atleast one Tag needs to be provided as Input.");
    }
    return change(name, notFound(input), tags -> tags.putAll(added));
  }

  ObjectNode untag(Input input) {
    checkArn(input, "UntagResource");
    requireMember(input, "TagKeys", "tagKeys");
    String name = tableName(input);
    List<String> keys = input.strings("TagKeys").orElseThrow();
    if (keys.isEmpty()) {
      throw DynamoDbException.validation("Atleast one Tag Key needs to be provided as Input.");
    }
    return change(name, "Requested resource not found", tags -> tags.keySet().removeAll(keys));
  }

  ObjectNode list(Input input) {
    checkArn(input, "ListTagsOfResource");
    String name = tableName(input);
    return store.read(
        maps -> {
          ObjectNode response = Json.object();
          ArrayNode tags = response.putArray("Tags");
          Tags.of(maps, table(maps, name, notFound(input)))
              .forEach((key, value) -> tags.addObject().put("Key", key).put("Value", value));
          return response;
        });
  }

  private ObjectNode change(String name, String notFound, Consumer<Map<String, String>> change) {
    return store.write(
        maps -> {
          Table table = table(maps, name, notFound);
          Map<String, String> tags = Tags.of(maps, table);
          change.accept(tags);
          put(maps, table, tags);
          return null;
        });
  }

  /** Reads the tags of a request; none if it has no such parameter. */
  static Map<String, String> read(Input input) {
    Map<String, String> tags = new HashMap<>();
    for (Input tag : input.structures("Tags")) {
      String key = tag.string("Key");
      if (key.startsWith("aws:")) {
        throw DynamoDbException.validation(
            "One or more parameter values were invalid: Tag keys that start with aws: are reserved:"
                + " "
                + key);
      }
      if (tags.put(key, tag.string("Value")) != null) {
        throw DynamoDbException.validation(
            "One or more parameter values were invalid: Duplicate tag key: " + key);
      }
    }
    return tags;
  }

  /** Replaces the tags of a table, if they are not too many. */
  static void put(MapWriter maps, Table table, Map<String, String> tags) {
    if (tags.size() > MAX_TAGS) {
      throw DynamoDbException.validation(
          "One or more parameter values were invalid: A table can have %d tags at most"
              .formatted(MAX_TAGS));
    }
    Tags.put(maps, table, tags);
  }

  private void checkArn(Input input, String operation) {
    if (!input.has("ResourceArn")) {
      throw DynamoDbException.validation("Invalid TableArn");
    }
    String arn = input.string("ResourceArn");
    if (!RESOURCE.matcher(arn).matches()) {
      throw DynamoDbException.of(
          DynamoDbException.Type.ACCESS_DENIED,
          "User: arn:aws:iam::%s:root is not authorized to perform: dynamodb:%s on resource: %s"
              .formatted(accountId, operation, arn.isEmpty() ? "*" : arn));
    }
  }

  private static void requireMember(Input input, String name, String path) {
    if (!input.has(name)) {
      throw DynamoDbException.validation(
          "1 validation error detected: Value null at '%s' failed to satisfy constraint: Member must"
                  .formatted(path)
              + " not be null");
    }
  }

  private static String tableName(Input input) {
    var arn = TABLE.matcher(input.string("ResourceArn"));
    if (!arn.matches()) {
      throw DynamoDbException.validation(
          "Invalid TableArn: Invalid ResourceArn provided as input " + input.string("ResourceArn"));
    }
    return arn.group("name");
  }

  private static Table table(MapReader maps, String name, String notFound) {
    return Tables.find(maps, name)
        .orElseThrow(
            () -> DynamoDbException.of(DynamoDbException.Type.RESOURCE_NOT_FOUND, notFound));
  }

  private static String notFound(Input input) {
    return "Requested resource not found: ResourcArn: %s not found"
        .formatted(input.string("ResourceArn"));
  }
}
