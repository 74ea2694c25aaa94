package dev.errand.local.template;

import java.util.Locale;

/**
 * What {@code Ref} and {@code GetAtt} give, by the "Return values" of each resource type in
 * CloudFormation's reference, with names that are the same at every start.
 */
final class PhysicalNames {

  private final StackSettings settings;

  PhysicalNames(StackSettings settings) {
    this.settings = settings;
  }

  String ref(Resource resource) {
    return switch (resource.type()) {
      case ResourceTypes.STATE_MACHINE, ResourceTypes.SECRET -> arn(resource);
      case ResourceTypes.TASK_DEFINITION -> throw revision(resource);
      case ResourceTypes.QUEUE ->
          "https://sqs.%s.amazonaws.com/%s/%s"
              .formatted(settings.account().region(), settings.account().id(), name(resource));
      case ResourceTypes.HTTP_API -> resource.logicalId().toLowerCase(Locale.ROOT);
      default -> name(resource);
    };
  }

  String attribute(Resource resource, String attribute) {
    return switch (attribute) {
      case "Arn", "Id" -> arn(resource);
      case "TaskDefinitionArn" -> throw revision(resource);
      case "Name", "QueueName", "TableName" -> name(resource);
      case "QueueUrl" -> ref(resource);
      default -> name(resource) + "." + attribute;
    };
  }

  /** ECS gives each revision a number, and CloudFormation deregisters it with the next update. */
  private static TemplateException revision(Resource resource) {
    return new TemplateException(
        resource.line(),
        "a reference to %s names one revision of it, which the next update deregisters; name the family instead"
            .formatted(resource.logicalId()));
  }

  String name(Resource resource) {
    return switch (resource.type()) {
      case ResourceTypes.FUNCTION -> named(resource, "FunctionName");
      case ResourceTypes.STATE_MACHINE -> named(resource, "Name");
      case ResourceTypes.TABLE -> named(resource, "TableName");
      case ResourceTypes.BUCKET -> named(resource, "BucketName").toLowerCase(Locale.ROOT);
      case ResourceTypes.QUEUE -> named(resource, "QueueName");
      case ResourceTypes.CLUSTER -> named(resource, "ClusterName");
      case ResourceTypes.TASK_DEFINITION -> named(resource, "Family");
      case ResourceTypes.ALARM -> named(resource, "AlarmName");
      case ResourceTypes.SECRET -> named(resource, "Name");
      default -> settings.stackName() + "-" + resource.logicalId();
    };
  }

  private String named(Resource resource, String property) {
    return resource
        .properties()
        .optionalText(property)
        .orElseGet(() -> settings.stackName() + "-" + resource.logicalId());
  }

  String arn(Resource resource) {
    String name = name(resource);
    return switch (resource.type()) {
      case ResourceTypes.FUNCTION -> settings.arn("lambda", "function:" + name);
      case ResourceTypes.STATE_MACHINE -> settings.arn("states", "stateMachine:" + name);
      case ResourceTypes.TABLE -> settings.arn("dynamodb", "table/" + name);
      case ResourceTypes.BUCKET -> "arn:aws:s3:::" + name;
      case ResourceTypes.QUEUE -> settings.arn("sqs", name);
      case ResourceTypes.CLUSTER -> settings.arn("ecs", "cluster/" + name);
      case ResourceTypes.TASK_DEFINITION -> settings.arn("ecs", "task-definition/" + name);
      case ResourceTypes.ALARM -> settings.arn("cloudwatch", "alarm:" + name);
      case ResourceTypes.SECRET -> settings.arn("secretsmanager", "secret:" + name + "-000000");
      default -> settings.arn("cloudformation", "resource/" + name);
    };
  }
}
