package dev.errand.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceRulesTest {

  private static final JsonNode TRANSLATED = Deployment.translated();

  @Test
  void whatHoldsClientsDataOutlivesTheStack() {
    Map<String, JsonNode> stores = new TreeMap<>(ofType("AWS::DynamoDB::Table", "AWS::S3::Bucket"));
    assertThat(stores.remove("ConsoleBucket")).as("holds files of the repository").isNotNull();
    assertThat(stores)
        .hasSize(2)
        .allSatisfy(
            (name, resource) -> {
              assertThat(resource.path("DeletionPolicy").asText()).isEqualTo("Retain");
              assertThat(resource.path("UpdateReplacePolicy").asText()).isEqualTo("Retain");
            });
  }

  @Test
  void aTableCanBePutBackAndForgetsByItself() {
    assertThat(ofType("AWS::DynamoDB::Table"))
        .allSatisfy(
            (name, table) -> {
              assertThat(at(table, "PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled"))
                  .isEqualTo("true");
              assertThat(at(table, "TimeToLiveSpecification/Enabled")).isEqualTo("true");
              assertThat(at(table, "SSESpecification/SSEEnabled")).isEqualTo("true");
            });
  }

  @Test
  void aBucketIsPrivateEncryptedAndTalksTlsOnly() {
    Map<String, JsonNode> buckets = ofType("AWS::S3::Bucket");
    Set<String> tlsOnly = new HashSet<>();
    ofType("AWS::S3::BucketPolicy")
        .values()
        .forEach(
            policy ->
                Statement.allOf(policy).stream()
                    .filter(s -> !s.allows() && s.actions().contains("s3:*"))
                    .filter(s -> s.resources().size() == 2)
                    .filter(
                        s ->
                            s.json()
                                .at("/Condition/Bool/aws:SecureTransport")
                                .asText()
                                .equals("false"))
                    .forEach(s -> tlsOnly.add(at(policy, "Bucket/Ref"))));

    assertThat(tlsOnly).containsExactlyInAnyOrderElementsOf(buckets.keySet());
    assertThat(buckets)
        .allSatisfy(
            (name, bucket) -> {
              assertThat(bucket.at("/Properties/PublicAccessBlockConfiguration"))
                  .hasSize(4)
                  .allMatch(JsonNode::asBoolean);
              assertThat(bucket.findValuesAsText("SSEAlgorithm")).hasSize(1);
            });
  }

  @Test
  void nothingStaysInTheBucketForEver() {
    JsonNode rules = TRANSLATED.at("/Resources/Bucket/Properties/LifecycleConfiguration/Rules");

    assertThat(rules.findValuesAsText("Prefix")).containsExactly("reports", "checkpoints");
    assertThat(rules.findValues("ExpirationInDays")).hasSize(2);
    assertThat(rules.findValues("AbortIncompleteMultipartUpload")).hasSize(1);
  }

  /** So a lower retention of new reports takes no artifact from a report that was promised more. */
  @Test
  void theBucketKeepsArtifactsByAPeriodOfItsOwnThatIsLongerThanThatOfReports() {
    JsonNode rules = TRANSLATED.at("/Resources/Bucket/Properties/LifecycleConfiguration/Rules");

    assertThat(rules.at("/0/ExpirationInDays/Ref").asText()).isEqualTo("ArtifactRetentionDays");
    assertThat(rules.at("/2/AbortIncompleteMultipartUpload/DaysAfterInitiation/Fn::If/2").asInt())
        .as("how long a retry can go on with an upload, from whose begin the first rule counts")
        .isEqualTo(14);
    for (String bound : List.of("Default", "MinValue", "MaxValue")) {
      assertThat(TRANSLATED.at("/Parameters/ArtifactRetentionDays/" + bound).asInt())
          .isEqualTo(TRANSLATED.at("/Parameters/ReportRetentionDays/" + bound).asInt() + 16);
    }
    assertThat(ofType("AWS::Lambda::Function").values())
        .map(function -> function.at("/Properties/Environment/Variables"))
        .filteredOn(variables -> variables.has("REPORT_RETENTION_DAYS"))
        .isNotEmpty()
        .allSatisfy(
            variables ->
                assertThat(variables.at("/ARTIFACT_RETENTION_DAYS/Ref").asText())
                    .isEqualTo("ArtifactRetentionDays"));
  }

  /** For any number of days that the parameter may have. */
  @Test
  void checkpointsAndUnfinishedUploadsAreNotKeptLongerThanReports() {
    JsonNode rules = TRANSLATED.at("/Resources/Bucket/Properties/LifecycleConfiguration/Rules");
    List<JsonNode> periods =
        List.of(
            rules.at("/1/ExpirationInDays"),
            rules.at("/2/AbortIncompleteMultipartUpload/DaysAfterInitiation"));

    for (int days = 1; days <= 30; days++) {
      for (JsonNode period : periods) {
        assertThat(evaluated(period, days)).isEqualTo(Math.min(14, days));
      }
    }
  }

  /** A number, a reference to the days that reports are kept, or a choice between such. */
  private static int evaluated(JsonNode number, int days) {
    if (number.has("Fn::If")) {
      JsonNode choice = number.get("Fn::If");
      boolean holds =
          TRANSLATED.at("/Conditions/" + choice.get(0).asText()).findValues("Fn::Equals").stream()
              .anyMatch(
                  equals ->
                      equals.at("/0/Ref").asText().equals("ReportRetentionDays")
                          && equals.get(1).asText().equals(String.valueOf(days)));
      return evaluated(choice.get(holds ? 1 : 2), days);
    }
    return number.path("Ref").asText().equals("ReportRetentionDays") ? days : number.asInt();
  }

  @Test
  void everyLogGroupIsMadeHereAndForgets() {
    assertThat(ofType("AWS::Logs::LogGroup"))
        .allSatisfy(
            (name, group) ->
                assertThat(at(group, "RetentionInDays/Ref")).isEqualTo("LogRetentionDays"));
    assertThat(ofType("AWS::Lambda::Function"))
        .isNotEmpty()
        .allSatisfy(
            (name, function) ->
                assertThat(ofType("AWS::Logs::LogGroup"))
                    .containsKey(at(function, "LoggingConfig/LogGroup/Ref")));
  }

  @Test
  void everyFunctionIsRestoredFromASnapshotOfAPublishedVersion() {
    assertThat(ofType("AWS::Lambda::Function"))
        .allSatisfy(
            (name, function) -> {
              assertThat(at(function, "SnapStart/ApplyOn")).isEqualTo("PublishedVersions");
              assertThat(at(function, "Environment/Variables/JAVA_TOOL_OPTIONS"))
                  .contains("-XX:TieredStopAtLevel=1");
              assertThat(ofType("AWS::Lambda::Alias")).containsKey(name + "Aliaslive");
            });
  }

  /** The runtime calls a method that is named by reflection, whose first call takes some 10 ms. */
  @Test
  void everyHandlerIsNamedByItsClassAlone() {
    assertThat(ofType("AWS::Lambda::Function"))
        .allSatisfy(
            (name, function) ->
                assertThat(at(function, "Handler"))
                    .matches("dev\\.errand(\\.[a-z]+)+\\.[A-Za-z]+"));
  }

  @Test
  void everyQueueIsEncryptedAndHasAnAlarm() {
    Set<String> watched = new HashSet<>();
    ofType("AWS::CloudWatch::Alarm")
        .values()
        .forEach(
            alarm ->
                alarm
                    .findValues("Fn::GetAtt")
                    .forEach(attribute -> watched.add(attribute.path(0).asText())));

    assertThat(ofType("AWS::SQS::Queue"))
        .isNotEmpty()
        .allSatisfy(
            (name, queue) -> {
              assertThat(queue.at("/Properties/SqsManagedSseEnabled/Fn::If/2")).hasToString("true");
              assertThat(queue.at("/Properties/KmsMasterKeyId/Fn::If/0").asText())
                  .isEqualTo("HasKey");
              assertThat(watched).contains(name);
            });
  }

  @Test
  void everyAlarmNotifiesAndPointsToWhatToDo() {
    assertThat(ofType("AWS::CloudWatch::Alarm"))
        .isNotEmpty()
        .allSatisfy(
            (name, alarm) -> {
              assertThat(at(alarm, "AlarmDescription")).contains("docs/operations.md");
              assertThat(alarm.at("/Properties/AlarmActions").toString()).contains("AlarmTopicArn");
              assertThat(at(alarm, "TreatMissingData"))
                  .isEqualTo(
                      Set.of("ReconcilerAlarm", "DispatcherAlarm").contains(name)
                          ? "breaching"
                          : "notBreaching");
            });
  }

  /** Its description ends with the heading: "see docs/operations.md, dead letters". */
  @Test
  void everyAlarmHasItsParagraph() {
    String page = Deployment.text(Deployment.ROOT.resolve("docs/operations.md"));

    assertThat(ofType("AWS::CloudWatch::Alarm"))
        .isNotEmpty()
        .allSatisfy(
            (name, alarm) -> {
              String heading = at(alarm, "AlarmDescription").replaceFirst(".*operations.md, ", "");
              assertThat(page.toLowerCase(Locale.ROOT)).contains("\n### " + heading + "\n");
              assertThat(page).contains("`" + name + "`");
            });
  }

  @Test
  void theTaskCannotBeReachedAndCannotWriteToItsDisk() {
    assertThat(ofType("AWS::EC2::SecurityGroup"))
        .allSatisfy(
            (name, group) ->
                assertThat(group.path("Properties").has("SecurityGroupIngress")).isFalse());
    assertThat(ofType("AWS::ECS::TaskDefinition"))
        .isNotEmpty()
        .allSatisfy(
            (name, task) ->
                assertThat(task.at("/Properties/ContainerDefinitions/0/ReadonlyRootFilesystem"))
                    .hasToString("true"));
  }

  /** ECS starts no task from a revision that CloudFormation has replaced and deregistered. */
  @Test
  void nothingRefersToARevisionOfATaskDefinition() {
    Set<String> definitions = ofType("AWS::ECS::TaskDefinition").keySet();
    JsonNode resources = TRANSLATED.path("Resources");
    Set<String> referred = new HashSet<>(resources.findValuesAsText("Ref"));
    resources.findValues("Fn::GetAtt").forEach(at -> referred.add(at.path(0).asText()));

    assertThat(definitions).isNotEmpty();
    assertThat(referred).isNotEmpty().doesNotContainAnyElementsOf(definitions);
    assertThat(Deployment.text(Deployment.TEMPLATE)).doesNotContain("${TaskDefinition}");
    assertThat(ofType("AWS::ECS::TaskDefinition"))
        .allSatisfy(
            (name, definition) ->
                assertThat(definition.path("UpdateReplacePolicy").asText()).isEqualTo("Retain"));
  }

  /** In China and in GovCloud they begin otherwise. */
  @ParameterizedTest
  @ValueSource(strings = {"template.yaml", "statemachine/report.asl.json"})
  void noArnNamesThePartition(String file) {
    assertThat(Deployment.text(Deployment.ROOT.resolve(file))).doesNotContain("arn:aws");
  }

  /** Dashboards belong to the account, not to a region (CloudWatch User Guide). */
  @Test
  void twoRegionsOfAnAccountCanHaveTheStack() {
    assertThat(ofType("AWS::CloudWatch::Dashboard"))
        .isNotEmpty()
        .allSatisfy(
            (name, dashboard) ->
                assertThat(at(dashboard, "DashboardName/Fn::Sub")).contains("${AWS::Region}"));
  }

  @Test
  void everyNameThatTheStacksNameIsInFitsWithTheLongestNameOfAStack() {
    Map<String, Integer> limits = Map.of("DashboardName", 255, "Family", 255, "LogGroupName", 512);
    Map<String, String> found = new TreeMap<>();
    collectNames(TRANSLATED.path("Resources"), found);

    assertThat(found.keySet()).isEqualTo(limits.keySet());
    assertThat(found)
        .allSatisfy(
            (property, name) ->
                assertThat(longest(name)).hasSizeLessThanOrEqualTo(limits.get(property)));
  }

  /**
   * Texts with the stack's name by their property, however deep, but for those that are no names.
   */
  private static void collectNames(JsonNode node, Map<String, String> found) {
    for (Map.Entry<String, JsonNode> property : node.properties()) {
      String text = property.getValue().path("Fn::Sub").asText();
      if (text.contains("${AWS::StackName}")
          && !Set.of("DashboardBody", "Comment").contains(property.getKey())) {
        found.put(property.getKey(), text);
      }
      collectNames(property.getValue(), found);
    }
    if (node.isArray()) {
      node.forEach(element -> collectNames(element, found));
    }
  }

  /** They belong to the account, not to a region, and are shorter than a stack's name can be. */
  @Test
  void namesInCloudFrontHaveTheStacksIdInThem() {
    List<JsonNode> names =
        List.of(
            TRANSLATED.at("/Resources/ConsoleAccess/Properties/OriginAccessControlConfig/Name"),
            TRANSLATED.at("/Resources/ConsoleHeaders/Properties/ResponseHeadersPolicyConfig/Name"));

    assertThat(names)
        .allSatisfy(
            name ->
                assertThat(name)
                    .hasToString(
                        "{\"Fn::Join\":[\"-\",[\"errand-console\",{\"Fn::Select\":[2,{\"Fn::Split\":[\"/\",{\"Ref\":\"AWS::StackId\"}]}]}]]}"));
  }

  private static String longest(String name) {
    return name.replace("${AWS::StackName}", "s".repeat(128))
        .replace("${AWS::Region}", "ap-southeast-1");
  }

  /** CloudFormation cannot associate them in an account that has no role of ECS's own yet. */
  @Test
  void theClusterNeedsNoCapacityProviderToBeMade() {
    assertThat(ofType("AWS::ECS::Cluster"))
        .isNotEmpty()
        .allSatisfy(
            (name, cluster) ->
                assertThat(cluster.path("Properties").has("CapacityProviders")).isFalse());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://records.example.com",
        "https://records.example.com:8443/base",
        "http://127.0.0.1:8080"
      })
  void anAddressOfTheRecordsApiIsTaken(String url) {
    assertThat(url).matches(pattern("RecordsApiUrl"));
  }

  /** The bearer token would go over the network in plain text, or the path would be wrong. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://records.example.com",
        "http://127.0.0.1.example.com",
        "https://records.example.com/",
        "records.example.com"
      })
  void anAddressOfTheRecordsApiIsRefused(String url) {
    assertThat(url).doesNotMatch(pattern("RecordsApiUrl"));
  }

  private static String pattern(String parameter) {
    return TRANSLATED.at("/Parameters/" + parameter + "/AllowedPattern").asText();
  }

  @Test
  void everyParameterSaysWhatItIsFor() {
    assertThat(TRANSLATED.get("Parameters").properties())
        .allSatisfy(
            parameter ->
                assertThat(parameter.getValue().path("Description").asText())
                    .as(parameter.getKey())
                    .isNotBlank());
  }

  private static Map<String, JsonNode> ofType(String... types) {
    Map<String, JsonNode> found = new TreeMap<>();
    StreamSupport.stream(TRANSLATED.get("Resources").properties().spliterator(), false)
        .filter(e -> Set.of(types).contains(e.getValue().path("Type").asText()))
        .forEach(e -> found.put(e.getKey(), e.getValue()));
    return found;
  }

  private static String at(JsonNode resource, String path) {
    return resource.at("/Properties/" + path).asText();
  }
}
