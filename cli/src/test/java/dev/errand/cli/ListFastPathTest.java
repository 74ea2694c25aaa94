package dev.errand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ListFastPathTest {

  private static final String CLIENT = "123e4567-e89b-12d3-a456-426614174000";

  @Property(tries = 500)
  void whereItAnswersItAnswersAsThePicocliCommandDoes(@ForAll("arguments") List<String> arguments)
      throws Exception {
    List<String> all = new ArrayList<>(List.of("list"));
    all.addAll(arguments);
    Optional<ListRequest> quick = ListFastPath.read(all);
    if (quick.isPresent()) {
      CommandContext context = CommandContext.ofProcess();
      CommandLine line = CommandLines.forUse(all, context);
      line.parseArgs(all.toArray(String[]::new));
      ListCommand command = (ListCommand) line.getSubcommands().get("list").getCommand();

      assertThat(quick).contains(command.request());
    }
  }

  @Provide
  Arbitrary<List<String>> arguments() {
    return Arbitraries.of(
            "--json",
            "-q",
            "--quiet",
            "-o",
            "--output",
            "json",
            "csv",
            "table",
            "xml",
            "-n",
            "--limit",
            "5",
            "0",
            "99999",
            "-1",
            CLIENT,
            "1-1-1-1-1",
            "--data",
            "/tmp/x",
            "--status",
            "failed",
            "--since",
            "--",
            "@file",
            "--limit=5",
            "-n5",
            "",
            "'a'",
            "${env:HOME}")
        .list()
        .ofMaxSize(7);
  }

  @Test
  void itKnowsTheUsualForms() {
    for (List<String> arguments :
        List.of(
            List.of("list"),
            List.of("list", CLIENT),
            List.of("list", CLIENT, "--json"),
            List.of("list", "--limit", "100", "-o", "csv", "--status", "FAILED", "--data", "d"))) {
      assertThat(ListFastPath.read(arguments)).as("%s", arguments).isPresent();
    }
  }

  @Test
  void everythingElseIsLeftToPicocli() {
    for (List<String> arguments :
        List.of(
            List.<String>of(),
            List.of("show", "x"),
            List.of("list", "--help"),
            List.of("list", "--profile", "p"),
            List.of("list", "--limit"),
            List.of("list", "x"))) {
      assertThat(ListFastPath.read(arguments)).as("%s", arguments).isEmpty();
    }
    assertThatCode(() -> ListFastPath.read(List.of("list", "--json", "--json")))
        .doesNotThrowAnyException();
  }
}
