package dev.errand.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.local.Account;
import dev.errand.local.template.TaskDefinitionSpec.ContainerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {

  private static final StackSettings SETTINGS =
      new StackSettings(
          "errand", new Account("000000000000", "us-east-1", "key", "secret"), Map.of());

  @TempDir private Path folder;

  @Test
  void readsTheTemplateThatIsDeployed() {
    Template template = deployed(Map.of());

    assertThat(template.functions())
        .extracting(FunctionSpec::logicalId)
        .contains("IntakeFunction", "QueryFunction", "RecorderFunction");
    FunctionSpec intake = function(template, "IntakeFunction");
    assertThat(intake.environment())
        .containsEntry("TABLE_NAME", "errand-Table")
        .containsEntry(
            "STATE_MACHINE_ARN",
            "arn:aws:states:us-east-1:000000000000:stateMachine:errand-ReportStateMachine");
    assertThat(template.routes())
        .extracting(RouteSpec::key)
        .contains("POST /v1/reports", "GET /v1/reports/{id}");
    assertThat(template.routes())
        .as("routes that answer without a token")
        .filteredOn(route -> route.access().isEmpty())
        .extracting(RouteSpec::key)
        .containsExactly("GET /v1/openapi.json");
    assertThat(template.routes())
        .as("routes whose calls are not limited")
        .filteredOn(route -> route.throttling().isEmpty())
        .isEmpty();
    assertThat(template.stateMachines().get(0).definition())
        .contains("'subnet-1,subnet-2'")
        .doesNotContain("${");
    assertThat(template.tables().get(0).key()).containsExactly("pk", "sk");
    assertThat(template.taskDefinitions().get(0).containers().get(0).secrets())
        .containsKey("RECORDS_API_TOKEN");
    assertThat(template.rules().get(0).pattern().at("/detail/stateMachineArn/0").asText())
        .isEqualTo(template.stateMachines().get(0).arn());
  }

  @Test
  void withSpotTheClustersStrategyPlacesTheTaskAndTheDefinitionNamesNoLaunchType() {
    Template onDemand = deployed(Map.of());
    Template spot = deployed(Map.of("SpotWeight", "3"));

    assertThat(onDemand.stateMachines().get(0).definition())
        .contains("\"LaunchType\": \"FARGATE\"");
    assertThat(onDemand.clusters().get(0).placesTasks()).isFalse();
    assertThat(spot.stateMachines().get(0).definition()).doesNotContain("LaunchType");
    assertThat(spot.clusters().get(0).placesTasks()).isTrue();
  }

  @Test
  void everyOptionCanBeTurnedOn() {
    assertThatCode(
            () ->
                deployed(
                    Map.of(
                        "KmsKeyArn", "arn:aws:kms:us-east-1:000000000000:key/k",
                        "CertificateArn", "arn:aws:acm:us-east-1:000000000000:certificate/c",
                        "DomainName", "reports.example.com",
                        "WebAclArn", "arn:aws:wafv2:us-east-1:000000000000:global/webacl/w/1",
                        "RecordsApiPort", "8443",
                        "RecordsApiTokenKeyArn", "arn:aws:kms:us-east-1:000000000000:key/t",
                        "DeploymentShift", "Canary10Percent5Minutes",
                        "DeletionProtection", "true",
                        "SecurityGroupIds", "sg-1")))
        .doesNotThrowAnyException();
  }

  private static Template deployed(Map<String, String> options) {
    Map<String, String> parameters = new HashMap<>(options);
    parameters.putAll(
        Map.of(
            "VpcId", "vpc-1",
            "SubnetIds", "subnet-1,subnet-2",
            "RecordsApiUrl", "http://127.0.0.1:1",
            "Version", "1",
            "JwtIssuer", "http://127.0.0.1:2",
            "JwtAudience", "errand",
            "RecordsApiTokenSecretArn", "arn:aws:secretsmanager:us-east-1:0:secret:t"));
    return Template.read(
        Path.of("../template.yaml"), new StackSettings("errand", SETTINGS.account(), parameters));
  }

  @Test
  void theFunctionsOwnValuesOverrideGlobalsAndMapsMerge() {
    FunctionSpec function =
        function(
            read(
                """
                Globals:
                  Function:
                    Runtime: java25
                    MemorySize: 512
                    Timeout: 10
                    Environment: {Variables: {A: global, B: global}}
                Resources:
                  F:
                    Type: AWS::Serverless::Function
                    Properties:
                      Handler: a.B
                      CodeUri: f.zip
                      Timeout: 29
                      Environment: {Variables: {B: own}}
                """),
            "F");

    assertThat(function.memoryMegabytes()).isEqualTo(512);
    assertThat(function.timeout()).isEqualTo(Duration.ofSeconds(29));
    assertThat(function.environment()).isEqualTo(Map.of("A", "global", "B", "own"));
    assertThat(function.code()).isEqualTo(folder.resolve("f.zip"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          !Ref P                                              | one
          {Ref: P}                                            | one
          !Ref AWS::Region                                    | us-east-1
          !Ref AWS::AccountId                                 | 000000000000
          !Ref T                                              | errand-T
          !GetAtt T.Arn                                       | arn:aws:dynamodb:us-east-1:000000000000:table/errand-T
          {Fn::GetAtt: [T, Arn]}                              | arn:aws:dynamodb:us-east-1:000000000000:table/errand-T
          !Sub "${P}-${T}-${T.Arn}-${!P}"                     | one-errand-T-arn:aws:dynamodb:us-east-1:000000000000:table/errand-T-${P}
          !Sub ["${X}+${P}", {X: !Ref T}]                     | errand-T+one
          !Join ["-", [a, !Ref P, 3]]                         | a-one-3
          !Join [",", !Ref L]                                 | x,y
          !Select [1, !Ref L]                                 | y
          !Select [0, !Split ["/", "p/q"]]                    | p
          !If [Yes, !Ref P, !Ref Missing]                     | one
          !If [No, a, b]                                      | b
          !If [Both, a, b]                                    | b
          !If [Either, a, b]                                  | a
          !FindInMap [M, !Ref P, Size]                        | 7
          12                                                  | 12
          true                                                | true
          """)
  void resolvesIntrinsicFunctions(String expression, String value) {
    assertThat(evaluate(expression)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          !Ref Missing            | there is no Missing to refer to
          !GetAtt Missing.Arn     | there is no resource Missing
          !GetAtt T               | Resource.Attribute
          !GetAtt T.Nonsense      | AWS::DynamoDB::Table has no attribute Nonsense
          !Sub "${T.Nonsense}"    | AWS::DynamoDB::Table has no attribute Nonsense
          !ImportValue x          | Fn::ImportValue is not supported by the stage
          !Select [2, !Ref L]     | finds no element 2
          !FindInMap [M, x, Size] | finds no x
          !If [Nope, a, b]        | there is no condition Nope
          """)
  void refusesWhatCannotBeResolvedByLine(String expression, String reason) {
    assertThatThrownBy(() -> evaluate(expression))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("line 29")
        .hasMessageContaining(reason);
  }

  @Test
  void noValueLeavesAPropertyOut() {
    assertThat(function(read(withValue("!Ref AWS::NoValue")), "F").environment()).isEmpty();
  }

  @Test
  void aResourceWhoseConditionDoesNotHoldIsAbsent() {
    assertThat(
            read("""
                Conditions:
                  Never: !Equals [a, b]
                Resources:
                  Q: {Type: "AWS::SQS::Queue", Condition: Never}
                """)
                .queues())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {Type: "AWS::Neptune::DBCluster"}                                      | AWS::Neptune::DBCluster
          {Type: "AWS::SQS::Queue", Properties: {FifoQueue: true}}               | Resources.R.Properties.FifoQueue is not supported
          {Type: "AWS::SQS::Queue", Wait: 1}                                     | Resources.R.Wait is not supported
          {Type: "AWS::Serverless::StateMachine", Properties: {Type: EXPRESS}}   | must be STANDARD
          """)
  void refusesResourcesThatItDoesNotUnderstandByNameAndLine(String resource, String reason) {
    assertThatThrownBy(() -> read("Resources:\n  R: " + resource))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("template.yaml, line 3")
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Statistic: p99                     | Statistic is p99, which the stage does not know
          Period: 10                         | Period must be whole minutes
          Threshold: high                    | Threshold must be a number
          TreatMissingData: ignore           | TreatMissingData is ignore, which the stage does not know
          ComparisonOperator: LessThanLowerThreshold | which the stage does not know
          ExtendedStatistic: p99             | ExtendedStatistic is not supported by the stage
          Metrics: [{Id: e, Expression: a}]  | Metrics must have a MetricStat
          Metrics: [{Id: a, MetricStat: {Metric: {Namespace: N, MetricName: M}, Period: 60, Stat: Sum}, ReturnData: false}] | Metrics must have one expression
          Metrics: [{Id: e, Expression: RATE(a)}, {Id: a, MetricStat: {Metric: {Namespace: N, MetricName: M}, Period: 60, Stat: Sum}, ReturnData: false}] | calls RATE with 1 arguments
          Metrics: [{Id: e, Expression: b}, {Id: a, MetricStat: {Metric: {Namespace: N, MetricName: M}, Period: 60, Stat: Sum}, ReturnData: false}] | names [b]; the metrics are [a]
          """)
  void refusesAlarmsThatItCannotEvaluate(String property, String reason) {
    Map<String, String> properties = new TreeMap<>();
    properties.put("Namespace", "N");
    properties.put("MetricName", "M");
    properties.put("Statistic", "Sum");
    properties.put("Period", "60");
    properties.put("EvaluationPeriods", "1");
    properties.put("Threshold", "0");
    properties.put("ComparisonOperator", "GreaterThanThreshold");
    String[] field = property.split(": ", 2);
    properties.put(field[0], field[1]);
    String alarm =
        properties.entrySet().stream()
            .map(entry -> "      %s: %s".formatted(entry.getKey(), entry.getValue()))
            .collect(
                Collectors.joining(
                    "\n",
                    "Resources:\n  A:\n    Type: AWS::CloudWatch::Alarm\n    Properties:\n",
                    "\n"));

    assertThatThrownBy(() -> read(alarm))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("line ")
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          EventInvokeConfig: {DestinationConfig: {OnFailure: {Type: SQS, Destination: q}}} | EventInvokeConfig.DestinationConfig is not supported
          Events: {R: {Type: EventBridgeRule, Properties: {Pattern: {source: [a]}, RetryPolicy: {MaximumRetryAttempts: 186}}}} | MaximumRetryAttempts must be from 0 to 185
          Events: {S: {Type: Schedule, Properties: {Schedule: rate(1 day), RetryPolicy: {MaximumEventAgeInSeconds: 1}}}} | MaximumEventAgeInSeconds must be from 60 to 86400
          """)
  void refusesSettingsOfEventsThatItCannotEmulate(String property, String reason) {
    String function =
        """
        Resources:
          F:
            Type: AWS::Serverless::Function
            Properties:
              Runtime: java25
              Handler: a.B
              CodeUri: f.zip
              %s
        """
            .formatted(property);

    assertThatThrownBy(() -> read(function))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void aParameterHasToBeGivenAndToFit() {
    String parameter =
        """
        Parameters:
          Days: {Type: Number, MinValue: 1, MaxValue: 9}
        Resources: {}
        """;

    assertThatThrownBy(() -> read(parameter)).hasMessageContaining("Days has no default");
    assertThatThrownBy(() -> read(parameter, Map.of("Days", "10")))
        .hasMessageContaining("Days does not allow");
    assertThat(read(parameter, Map.of("Days", "9", "Hours", "1"))).isNotNull();
  }

  @Test
  void readsSchedules() {
    Template template =
        read(
            """
            Resources:
              F:
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: java25
                  Handler: a.B
                  CodeUri: f.zip
                  Events:
                    Often: {Type: Schedule, Properties: {Schedule: rate(5 minutes)}}
                    Off: {Type: ScheduleV2, Properties: {ScheduleExpression: rate(1 day), State: DISABLED}}
            """);

    assertThat(template.schedules())
        .extracting(ScheduleSpec::logicalId, ScheduleSpec::rate)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("FOften", Duration.ofMinutes(5)));
  }

  @Test
  void aContainerIsConfinedAsItsDefinitionSays() {
    Template template =
        read(
            """
            Resources:
              Confined:
                Type: AWS::ECS::TaskDefinition
                Properties:
                  Family: confined
                  Cpu: "256"
                  Memory: "512"
                  ContainerDefinitions:
                    - Name: worker
                      Image: worker:1
                      ReadonlyRootFilesystem: true
                      User: "1000:1000"
                      MountPoints: [{SourceVolume: scratch, ContainerPath: /scratch}]
                  Volumes: [{Name: scratch}]
              Plain:
                Type: AWS::ECS::TaskDefinition
                Properties:
                  Family: plain
                  Cpu: "256"
                  Memory: "512"
                  ContainerDefinitions: [{Name: worker, Image: worker:1}]
            """);

    assertThat(template.taskDefinitions())
        .flatExtracting(TaskDefinitionSpec::containers)
        .extracting(ContainerSpec::readOnlyRoot, ContainerSpec::user, ContainerSpec::volumes)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(
                true, Optional.of("1000:1000"), List.of("/scratch")),
            org.assertj.core.groups.Tuple.tuple(false, Optional.empty(), List.of()));
  }

  @Test
  void aRouteHasTheDefaultAuthorizerUnlessItNamesNoneAndItsOwnScopes() {
    Template template =
        read(
            """
            Resources:
              Api:
                Type: AWS::Serverless::HttpApi
                Properties:
                  DefaultRouteSettings: {ThrottlingBurstLimit: 20, ThrottlingRateLimit: 10}
                  RouteSettings:
                    GET /open: {ThrottlingBurstLimit: 2, ThrottlingRateLimit: 0.5}
                  Auth:
                    DefaultAuthorizer: Jwt
                    Authorizers:
                      Jwt:
                        IdentitySource: $request.header.Authorization
                        JwtConfiguration: {issuer: "https://issuer", audience: [errand]}
              F:
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: java25
                  Handler: a.B
                  CodeUri: f.zip
                  Events:
                    Mine:
                      Type: HttpApi
                      Properties: {Method: GET, Path: /mine, Auth: {AuthorizationScopes: [read]}}
                    Open:
                      Type: HttpApi
                      Properties: {Method: GET, Path: /open, Auth: {Authorizer: NONE}}
            """);

    assertThat(template.routes().get(0).access())
        .hasValue(
            new AccessSpec("https://issuer", List.of("errand"), "Authorization", List.of("read")));
    assertThat(template.routes().get(0).throttling()).hasValue(new ThrottlingSpec(20, 10));
    assertThat(template.routes().get(1).access()).isEmpty();
    assertThat(template.routes().get(1).throttling()).hasValue(new ThrottlingSpec(2, 0.5));
  }

  private String evaluate(String expression) {
    return function(read(withValue(expression)), "F").environment().get("VALUE");
  }

  private static String withValue(String expression) {
    return """
        Parameters:
          P: {Type: String, Default: one}
          L: {Type: CommaDelimitedList, Default: "x, y"}
        Mappings:
          M:
            one: {Size: 7}
        Conditions:
          Yes: !Equals [!Ref P, one]
          No: !Not [!Condition Yes]
          Both: !And [!Condition Yes, !Condition No]
          Either: !Or [{Condition: Yes}, !Condition No]
        Resources:
          T:
            Type: AWS::DynamoDB::Table
            Properties:
              AttributeDefinitions: [{AttributeName: pk, AttributeType: S}]
              KeySchema: [{AttributeName: pk, KeyType: HASH}]
          F:
            Type: AWS::Serverless::Function
            Properties:
              Runtime: java25
              Handler: a.B
              CodeUri: f.zip

              Environment:
                Variables:

                  VALUE: %s
        """
        .formatted(expression);
  }

  private Template read(String body) {
    return read(body, Map.of());
  }

  private Template read(String body, Map<String, String> parameters) {
    try {
      Path file = folder.resolve("template.yaml");
      Files.writeString(file, "Transform: AWS::Serverless-2016-10-31\n" + body);
      return Template.read(file, new StackSettings("errand", SETTINGS.account(), parameters));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static FunctionSpec function(Template template, String id) {
    return template.functions().stream()
        .filter(function -> function.logicalId().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
