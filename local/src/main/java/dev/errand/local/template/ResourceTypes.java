package dev.errand.local.template;

import java.util.Map;
import java.util.Set;

/** The resource types that a template may have. */
final class ResourceTypes {

  static final String FUNCTION = "AWS::Serverless::Function";
  static final String HTTP_API = "AWS::Serverless::HttpApi";
  static final String STATE_MACHINE = "AWS::Serverless::StateMachine";
  static final String TABLE = "AWS::DynamoDB::Table";
  static final String BUCKET = "AWS::S3::Bucket";
  static final String QUEUE = "AWS::SQS::Queue";
  static final String CLUSTER = "AWS::ECS::Cluster";
  static final String CAPACITY_PROVIDERS = "AWS::ECS::ClusterCapacityProviderAssociations";
  static final String TASK_DEFINITION = "AWS::ECS::TaskDefinition";
  static final String ALARM = "AWS::CloudWatch::Alarm";
  static final String SECRET = "AWS::SecretsManager::Secret";

  private static final Set<String> EMULATED =
      Set.of(
          FUNCTION,
          HTTP_API,
          STATE_MACHINE,
          TABLE,
          BUCKET,
          QUEUE,
          CLUSTER,
          TASK_DEFINITION,
          SECRET,
          ALARM);

  /** The attributes that {@code GetAtt} has for them, by CloudFormation's reference. */
  private static final Map<String, Set<String>> ATTRIBUTES =
      Map.of(
          FUNCTION, Set.of("Arn"),
          HTTP_API, Set.of("ApiEndpoint", "ApiId"),
          STATE_MACHINE, Set.of("Arn", "Name", "StateMachineRevisionId"),
          TABLE, Set.of("Arn", "StreamArn"),
          BUCKET,
              Set.of(
                  "Arn", "DomainName", "DualStackDomainName", "RegionalDomainName", "WebsiteURL"),
          QUEUE, Set.of("Arn", "QueueName", "QueueUrl"),
          CLUSTER, Set.of("Arn"),
          TASK_DEFINITION, Set.of("TaskDefinitionArn"),
          SECRET, Set.of("Id"),
          ALARM, Set.of("Arn"));

  /** Resources for permissions, retention and monitoring, which have no effect on one machine. */
  private static final Set<String> IGNORED =
      Set.of(
          "AWS::CloudWatch::CompositeAlarm",
          "AWS::CloudWatch::Dashboard",
          "AWS::CloudFront::Distribution",
          "AWS::CloudFront::OriginAccessControl",
          "AWS::CloudFront::ResponseHeadersPolicy",
          "AWS::EC2::SecurityGroup",
          "AWS::EC2::SecurityGroupEgress",
          "AWS::EC2::SecurityGroupIngress",
          "AWS::ECR::Repository",
          CAPACITY_PROVIDERS,
          "AWS::Events::Rule",
          "AWS::IAM::ManagedPolicy",
          "AWS::IAM::Policy",
          "AWS::IAM::Role",
          "AWS::KMS::Alias",
          "AWS::KMS::Key",
          "AWS::Lambda::Permission",
          "AWS::Logs::LogGroup",
          "AWS::Logs::MetricFilter",
          "AWS::Logs::QueryDefinition",
          "AWS::Logs::ResourcePolicy",
          "AWS::S3::BucketPolicy",
          "AWS::SNS::Subscription",
          "AWS::SNS::Topic",
          "AWS::SNS::TopicPolicy",
          "AWS::SQS::QueuePolicy");

  private ResourceTypes() {}

  /** An ignored type has every attribute, since its value is not used. */
  static boolean hasAttribute(String type, String attribute) {
    return IGNORED.contains(type) || ATTRIBUTES.get(type).contains(attribute);
  }

  static boolean isKnown(String type) {
    return EMULATED.contains(type) || IGNORED.contains(type);
  }
}
