package dev.errand.cli;

import dev.errand.cli.access.Access;
import dev.errand.cli.access.AccessFinder;
import dev.errand.cli.access.Choice;
import dev.errand.cli.api.ReportsApi;
import dev.errand.cli.api.RetryPolicy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Option;

/** The options of the commands that talk to an API, local or deployed. */
final class AccessArguments {

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "Base URL of the API, with the token in the variable ERRAND_TOKEN or a profile for it "
              + "(variable: ERRAND_URL).")
  private URI url;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "A profile made by errand login (variable: ERRAND_PROFILE).")
  private String profile;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder of a running local stage (variable: ERRAND_DATA; default: .errand).")
  private Path data;

  @Option(
      names = "--client",
      paramLabel = "UUID",
      description = "On a local stage, act as this client and not as an administrator.")
  private UUID client;

  Access access(CommandContext context, Optional<String> owner) throws IOException {
    return new AccessFinder(context.variables(), context.calls()).find(choice(), owner);
  }

  ReportsApi api(CommandContext context) throws IOException {
    return api(context, access(context, Optional.empty()));
  }

  static ReportsApi api(CommandContext context, Access access) {
    return new ReportsApi(
        access.url(), access.tokens(), context.calls(), RetryPolicy.interactive());
  }

  Choice choice() throws IOException {
    return new Choice(
        url == null ? Optional.empty() : Optional.of(AccessFinder.url(url.toString())),
        Optional.ofNullable(profile),
        Optional.ofNullable(data),
        Optional.ofNullable(client).map(UUID::toString));
  }
}
