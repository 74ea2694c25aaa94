package dev.errand.cli;

import dev.errand.cli.access.Access;
import dev.errand.cli.access.AccessOptions;
import dev.errand.cli.access.Scopes;
import dev.errand.cli.access.TokenSources;
import dev.errand.cli.api.AccessTokens;
import dev.errand.cli.exit.ExitCode;
import dev.errand.cli.json.Json;
import dev.errand.cli.terminal.Table;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints an access token. */
@Command(
    name = "token",
    description = {
      "Prints an access token that is valid for at least some minutes.",
      "With a profile, the profile's; on a local stage one for --client, or an administrator's."
    })
final class TokenCommand extends ApiCommand {

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      split = " ",
      description =
          "On a local stage, what it allows, repeatable: reports:read, reports:write, reports:admin "
              + "(default with --client: the first two).")
  private List<String> scopes = List.of();

  TokenCommand(CommandContext context) {
    super(context);
  }

  @Override
  ExitCode run() throws IOException, InterruptedException {
    String token = tokens().token();
    if (output.form() == OutputForm.TABLE) {
      // Alone on its line, so that $(errand token) is a token
      context.out().line(token);
    } else {
      print(
          new Answer(
              Json.object("access_token", token),
              () -> Table.ofFields(List.of(List.of("access_token", token))),
              List.of(token)));
    }
    return ExitCode.SUCCESS;
  }

  private AccessTokens tokens() throws IOException {
    AccessOptions choice = access.choice();
    Access found = access.access(context, Optional.empty());
    if (found.stage().isPresent() && choice.client().isPresent()) {
      return new TokenSources(context.variables(), context.calls())
          .ofClient(
              found.stage().get(),
              choice.client().get(),
              scopes.isEmpty() ? Scopes.CLIENT : String.join(" ", scopes));
    }
    return found.tokens();
  }
}
