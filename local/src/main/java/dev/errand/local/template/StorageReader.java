package dev.errand.local.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads tables, buckets, queues and secrets. */
final class StorageReader {

  private final PhysicalNames names;

  StorageReader(PhysicalNames names) {
    this.names = names;
  }

  TableSpec table(Resource resource) {
    Section properties =
        resource
            .properties()
            .only(
                Set.of(
                    "AttributeDefinitions",
                    "BillingMode",
                    "ContributorInsightsSpecification",
                    "DeletionProtectionEnabled",
                    "GlobalSecondaryIndexes",
                    "KeySchema",
                    "OnDemandThroughput",
                    "PointInTimeRecoverySpecification",
                    "SSESpecification",
                    "TableClass",
                    "TableName",
                    "Tags",
                    "TimeToLiveSpecification"));
    Map<String, String> attributes = new LinkedHashMap<>();
    for (Section attribute : properties.sections("AttributeDefinitions")) {
      attributes.put(attribute.text("AttributeName"), attribute.text("AttributeType"));
    }
    return new TableSpec(
        resource.logicalId(),
        names.name(resource),
        attributes,
        key(properties),
        properties.sections("GlobalSecondaryIndexes").stream().map(StorageReader::index).toList(),
        properties
            .optionalSection("TimeToLiveSpecification")
            .filter(ttl -> ttl.optionalBoolean("Enabled").orElse(false))
            .map(ttl -> ttl.text("AttributeName")));
  }

  private static TableSpec.Index index(Section index) {
    index.only(
        Set.of(
            "IndexName",
            "KeySchema",
            "Projection",
            "OnDemandThroughput",
            "ContributorInsightsSpecification"));
    Section projection = index.section("Projection");
    return new TableSpec.Index(
        index.text("IndexName"),
        key(index),
        projection.text("ProjectionType"),
        projection.optionalTexts("NonKeyAttributes").orElse(List.of()));
  }

  /** The partition key comes first, in any order in the template. */
  private static List<String> key(Section owner) {
    return owner.sections("KeySchema").stream()
        .sorted((a, b) -> a.text("KeyType").compareTo(b.text("KeyType")))
        .map(element -> element.text("AttributeName"))
        .toList();
  }

  BucketSpec bucket(Resource resource) {
    resource
        .properties()
        .only(
            Set.of(
                "BucketEncryption",
                "BucketName",
                "LifecycleConfiguration",
                "LoggingConfiguration",
                "OwnershipControls",
                "PublicAccessBlockConfiguration",
                "Tags",
                "VersioningConfiguration"));
    return new BucketSpec(resource.logicalId(), names.name(resource));
  }

  SecretSpec secret(Resource resource) {
    Section generated =
        resource
            .properties()
            .only(Set.of("Description", "GenerateSecretString", "KmsKeyId", "Name", "Tags"))
            .section("GenerateSecretString")
            .only(Set.of("ExcludePunctuation", "PasswordLength"));
    if (!generated.optionalBoolean("ExcludePunctuation").orElse(false)) {
      throw generated.refusal("ExcludePunctuation", "must be true");
    }
    return new SecretSpec(
        names.name(resource),
        names.arn(resource),
        generated.optionalInt("PasswordLength").orElse(32));
  }

  QueueSpec queue(Resource resource) {
    resource
        .properties()
        .only(
            Set.of(
                "KmsMasterKeyId",
                "MessageRetentionPeriod",
                "QueueName",
                "SqsManagedSseEnabled",
                "Tags",
                "VisibilityTimeout"));
    return new QueueSpec(resource.logicalId(), names.name(resource), names.arn(resource));
  }
}
