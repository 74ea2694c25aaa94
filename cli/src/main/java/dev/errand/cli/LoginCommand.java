package dev.errand.cli;

import dev.errand.cli.access.AccessFinder;
import dev.errand.cli.access.Login;
import dev.errand.cli.access.Profiles;
import dev.errand.cli.access.TokenSources;
import dev.errand.cli.exit.CommandFailure;
import dev.errand.cli.exit.ExitCode;
import dev.errand.cli.json.Json;
import dev.errand.cli.terminal.Numbers;
import dev.errand.cli.terminal.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Signs in to an API. */
@Command(
    name = "login",
    description = {
      "Signs in to an API and keeps a profile for it.",
      "A program gives its client's secret, in the variable ERRAND_CLIENT_SECRET or on standard "
          + "input; a person is asked to open a page, where the issuer offers device codes.",
      "Profiles and tokens are kept in files that only their owner can read."
    })
final class LoginCommand implements Callable<Integer> {

  private static final String SECRET_VARIABLE = "ERRAND_CLIENT_SECRET";
  private static final int MAX_SECRET_BYTES = 4096;

  @Mixin private final OutputArguments output = new OutputArguments();

  @Option(names = "--url", paramLabel = "URL", required = true, description = "The API's base URL.")
  private String url;

  @Option(
      names = "--issuer",
      paramLabel = "URL",
      required = true,
      description = "The OpenID issuer that the API trusts.")
  private String issuer;

  @Option(
      names = "--client-id",
      paramLabel = "ID",
      required = true,
      description = "The client at the issuer.")
  private String clientId;

  @Option(names = "--secret-stdin", description = "Read the client's secret from standard input.")
  private boolean secretFromInput;

  @Option(
      names = "--scope",
      paramLabel = "SCOPES",
      description = "What to ask for, with spaces between (default: what the issuer gives).")
  private String scope;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "The profile's name (default: ${DEFAULT-VALUE}).",
      defaultValue = Profiles.DEFAULT)
  private String profile;

  private final CommandContext context;

  LoginCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!Profiles.isName(profile)) {
      throw new CommandFailure(
          ExitCode.USAGE, "a profile's name has letters, digits, dots, - and _: not " + profile);
    }
    Profiles profiles = Profiles.of(context.variables());
    Login login =
        new Login(
            profiles,
            new TokenSources(context.variables(), context.calls()),
            context.calls(),
            context.sleeper());
    Instant until =
        login.signIn(
            new Login.Request(
                profile,
                AccessFinder.url(url),
                AccessFinder.url(issuer),
                clientId,
                secret(),
                Optional.ofNullable(scope)),
            line -> context.errors().line(line));
    output.print(
        context.out(),
        new Answer(
            Json.object("profile", profile, "url", url, "token_expires_at", until.toString()),
            () ->
                Table.ofFields(
                    List.of(
                        List.of("profile", profile),
                        List.of("url", url),
                        List.of("token expires", Numbers.toSecond(until.toString())),
                        List.of("kept in", profiles.file().toString()))),
            List.of()));
    return ExitCode.SUCCESS.number();
  }

  private Optional<String> secret() throws IOException {
    if (!secretFromInput) {
      return Optional.ofNullable(context.variables().get(SECRET_VARIABLE))
          .filter(text -> !text.isEmpty());
    }
    String text =
        new String(context.in().readNBytes(MAX_SECRET_BYTES), StandardCharsets.UTF_8).strip();
    if (text.isEmpty()) {
      throw new CommandFailure(ExitCode.USAGE, "there is no secret on standard input");
    }
    return Optional.of(text);
  }
}
