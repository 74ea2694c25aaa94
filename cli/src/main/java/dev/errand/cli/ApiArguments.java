package dev.errand.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of the commands that talk to an API, local or deployed. */
final class ApiArguments {

  @Option(
      names = "--api",
      paramLabel = "URL",
      description = "Base URL of the API (default: that of the stage in --data).")
  URI api;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder of a running local stage (default: ${DEFAULT-VALUE}).",
      defaultValue = ".errand")
  Path data;

  ReportsClient client() throws IOException {
    return new ReportsClient(api == null ? StageFile.in(data).api() : api);
  }
}
