package dev.errand.local.workercheck;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.core.FailureCode;
import dev.errand.local.Account;
import dev.errand.local.Checkout;
import dev.errand.local.stage.StageEnvironment;
import dev.errand.local.template.StackSettings;
import dev.errand.local.template.TaskDefinitionSpec.ContainerSpec;
import dev.errand.local.template.Template;
import dev.errand.states.value.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code docs/worker-contract.md} says is what template, state machine and code say. */
class WorkerContractTest {

  private static final Checkout CHECKOUT = new Checkout(Path.of("..").toAbsolutePath().normalize());
  private static final Pattern VARIABLE =
      Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| ([a-z, ]+) \\|");
  private static final Pattern EXIT_CODE =
      Pattern.compile("(?m)^\\| ([0-9]+) \\| `([a-z-]+)`.*\\| (yes|no) \\|$");
  private static final Pattern ATTRIBUTE = Pattern.compile("(?m)^\\| `([a-z_]+)` \\| [SNM] \\|");
  private static final Pattern HEADING = Pattern.compile("(?m)^## (.+)$");

  private static String page;
  private static JsonNode states;
  private static ContainerSpec container;

  @BeforeAll
  static void read() throws IOException {
    page = Files.readString(CHECKOUT.root().resolve("docs/worker-contract.md"));
    states =
        Json.read(Files.readString(CHECKOUT.root().resolve("statemachine/report.asl.json")))
            .path("States");
    Account account = new Account("000000000000", "us-east-1", "key", "secret");
    URI nowhere = URI.create("http://127.0.0.1:1");
    container =
        Template.read(
                CHECKOUT.template(),
                new StackSettings(
                    "errand",
                    account,
                    new StageEnvironment(account, Map.of()).parameters(nowhere, nowhere)))
            .taskDefinitions()
            .stream()
            .filter(definition -> definition.family().equals("errand-records"))
            .findFirst()
            .orElseThrow()
            .containers()
            .get(0);
  }

  @Test
  void variablesAreThoseOfTheStateMachineAndTheTaskDefinition() {
    JsonNode overrides =
        states.at("/Generate report/Parameters/Overrides/ContainerOverrides/0/Environment");

    assertThat(variables("state machine"))
        .containsExactlyInAnyOrderElementsOf(
            StreamSupport.stream(overrides.spliterator(), false)
                .map(variable -> variable.path("Name").asText())
                .toList());
    assertThat(variables("template"))
        .containsExactlyInAnyOrderElementsOf(container.environment().keySet());
    assertThat(variables("template, secret"))
        .containsExactlyInAnyOrderElementsOf(container.secrets().keySet());
  }

  @Test
  void theCallsThatThePageNamesAreThoseThatTheRoleAllows() throws IOException {
    JsonNode resources =
        Json.read(Files.readString(CHECKOUT.root().resolve("deploy/cloudformation.json")))
            .path("Resources");
    Set<String> allowed = new TreeSet<>();
    for (String resource : List.of("TaskRole", "SendTrace")) {
      for (JsonNode actions : resources.path(resource).findValues("Action")) {
        (actions.isArray() ? actions.valueStream() : Stream.of(actions))
            .map(JsonNode::asText)
            .filter(action -> !Set.of("sts:AssumeRole", "kms:Decrypt").contains(action))
            .forEach(allowed::add);
      }
    }
    String paragraph = page.substring(page.indexOf("The task's role allows these calls"));

    assertThat(
            Pattern.compile("`([a-z0-9]+:[A-Z][A-Za-z]+)`")
                .matcher(paragraph.substring(0, paragraph.indexOf("\n\n")))
                .results()
                .map(action -> action.group(1)))
        .containsExactlyInAnyOrderElementsOf(allowed);
  }

  @Test
  void exitCodesAreThoseOfFailureCodes() {
    Map<Integer, String> documented =
        EXIT_CODE
            .matcher(page)
            .results()
            .collect(
                Collectors.toMap(
                    row -> Integer.parseInt(row.group(1)),
                    row -> row.group(2),
                    (a, b) -> a,
                    TreeMap::new));

    assertThat(documented)
        .isEqualTo(
            Arrays.stream(FailureCode.values())
                .filter(code -> code.exitCode().isPresent())
                .collect(
                    Collectors.toMap(
                        code -> code.exitCode().getAsInt(),
                        FailureCode::word,
                        (a, b) -> a,
                        TreeMap::new)));
  }

  @Test
  void anotherTaskIsStartedUnlessTheStateMachineCallsTheExitCodePermanent() {
    Set<Integer> permanent = new TreeSet<>();
    states
        .at("/Can another try succeed?/Choices/0/And/1/Or")
        .forEach(choice -> permanent.add(choice.path("NumericEquals").asInt()));

    assertThat(
            EXIT_CODE
                .matcher(page)
                .results()
                .filter(row -> row.group(3).equals("no"))
                .map(row -> Integer.valueOf(row.group(1))))
        .containsExactlyInAnyOrderElementsOf(permanent);
    assertThat(states.at("/Can another try succeed?/Choices/2/NumericLessThan").asInt())
        .isEqualTo(4);
    assertThat(states.at("/Read the task/Assign/pause.$").asText())
        .isEqualTo("States.MathRandom(5, 60)");
    assertThat(words())
        .contains("An execution has at most 4 tasks that fail, with pauses of 5 to 60 seconds.");
  }

  @Test
  void theTimeAfterSigtermIsThatOfTheTaskDefinition() {
    assertThat(words())
        .contains("SIGKILL %d seconds later".formatted(container.stopTimeout().toSeconds()));
  }

  @Test
  void attributesOfTheProgressItemAreThoseThatAreChecked() {
    Set<String> documented =
        ATTRIBUTE.matcher(page).results().map(row -> row.group(1)).collect(Collectors.toSet());
    Set<String> checked = new HashSet<>(Set.of("pk", "sk"));
    checked.addAll(ProgressItem.REQUIRED.keySet());
    checked.addAll(ProgressItem.OPTIONAL.keySet());

    assertThat(documented).isEqualTo(checked);
  }

  @Test
  void everyRuleRefersToASectionOfThePage() {
    List<String> sections =
        HEADING
            .matcher(page)
            .results()
            .map(heading -> heading.group(1).toLowerCase(Locale.ROOT).replace(' ', '-'))
            .map(anchor -> "docs/worker-contract.md#" + anchor)
            .toList();

    assertThat(Rule.values()).extracting(Rule::reference).isSubsetOf(sections);
  }

  private static List<String> variables(String from) {
    return VARIABLE
        .matcher(page)
        .results()
        .filter(row -> row.group(2).equals(from))
        .map((MatchResult row) -> row.group(1))
        .toList();
  }

  private static String words() {
    return page.replaceAll("\\s+", " ");
  }
}
