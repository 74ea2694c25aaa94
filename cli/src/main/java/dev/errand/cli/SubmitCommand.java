package dev.errand.cli;

import dev.errand.cli.api.ReportsApi;
import dev.errand.cli.exit.ExitCode;
import dev.errand.cli.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Submits a report request. */
@Command(name = "submit", description = "Submits a report request and prints the id of the report.")
final class SubmitCommand extends ApiCommand {

  private static final String STANDARD_INPUT = "-";
  private static final String KEYS = "[!-~]{1,255}";

  @Spec private CommandSpec command;

  @Mixin private final FollowArguments following = new FollowArguments();

  @Parameters(
      paramLabel = "FILE",
      description = "A report request, as in examples/; - reads it from standard input.")
  private Path file;

  @Option(
      names = {"-f", "--follow"},
      description = "Show its progress until it is final.")
  private boolean follow;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description =
          "The Idempotency-Key: the same request with the same key is the same report for 24 hours.")
  private String key;

  @Option(names = "--validate", description = "Only say whether it would be accepted.")
  private boolean validate;

  SubmitCommand(CommandContext context) {
    super(context);
  }

  @Override
  ExitCode run() throws IOException, InterruptedException {
    if (key != null && !key.matches(KEYS)) {
      throw new ParameterException(
          command.commandLine(), "--key must be 1 to 255 visible ASCII characters, no spaces");
    }
    ReportRequestFile request =
        file.toString().equals(STANDARD_INPUT)
            ? ReportRequestFile.read(context.in(), "standard input")
            : ReportRequestFile.read(file);
    ReportsApi api = AccessArguments.api(context, access.access(context, request.clientId()));
    if (validate) {
      Json preview = api.validate(request.bytes());
      print(ReportFields.answer(preview, context.clock().instant()));
      return ExitCode.SUCCESS;
    }
    Json report =
        api.submit(
            request.bytes(),
            Optional.ofNullable(key).orElseGet(() -> UUID.randomUUID().toString()));
    String id = report.at("id").text();
    if (follow) {
      return new FollowedReports(api, List.of(id), context, output).follow(following.timeout());
    }
    if (output.form() == OutputForm.TABLE) {
      context.out().line(id);
      say("To follow: errand watch " + id);
    } else {
      print(new ReportListing.Found(List.of(report), true).answerOfOne());
    }
    return ExitCode.SUCCESS;
  }
}
