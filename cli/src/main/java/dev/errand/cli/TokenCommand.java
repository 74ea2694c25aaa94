package dev.errand.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints an access token for a local stage. */
@Command(
    name = "token",
    description = "Prints an access token of a running local stage, good for an hour.",
    mixinStandardHelpOptions = true)
final class TokenCommand implements Callable<Integer> {

  @Option(
      names = "--client",
      required = true,
      paramLabel = "UUID",
      description = "The client that the token speaks for.")
  UUID client;

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      split = " ",
      description =
          "What it allows, repeatable: reports:read, reports:write, reports:admin "
              + "(default: the first two).")
  List<String> scopes = List.of(IssuedTokens.CLIENT_SCOPE);

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder of the running stage (default: ${DEFAULT-VALUE}).",
      defaultValue = ".errand")
  Path data;

  @Override
  public Integer call() throws Exception {
    AccessTokens tokens = StageFile.in(data).tokens(client.toString(), String.join(" ", scopes));
    Terminal.standard().line(tokens.next());
    return 0;
  }
}
