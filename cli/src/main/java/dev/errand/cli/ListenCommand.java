package dev.errand.cli;

import dev.errand.cli.access.Access;
import dev.errand.cli.access.StageFile;
import dev.errand.cli.api.Http;
import dev.errand.cli.api.ReportsApi;
import dev.errand.cli.exit.CommandFailure;
import dev.errand.cli.exit.ExitCode;
import dev.errand.cli.json.Json;
import dev.errand.cli.listen.Forwarder;
import dev.errand.cli.terminal.Text;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows events of reports as they come, and forwards them. */
@Command(
    name = "listen",
    description = {
      "Shows each event of a local stage's reports as it comes, and forwards it, signed, to an "
          + "address on this machine.",
      "It creates a webhook for each client, and deletes it at the end. The stage gets the status "
          + "that the address answers, and retries what the address refused."
    })
final class ListenCommand extends ApiCommand {

  @Option(
      names = "--forward-to",
      paramLabel = "URL",
      description = "Where to forward events to, such as http://localhost:3000/hooks.")
  private URI target;

  @Option(
      names = "--events",
      paramLabel = "TYPE,...",
      split = ",",
      description = "Only these, for example report.succeeded,report.failed.")
  private List<String> types = List.of();

  @Option(names = "--count", paramLabel = "N", description = "End after so many events.")
  private long count = Long.MAX_VALUE;

  ListenCommand(CommandContext context) {
    super(context);
  }

  @Override
  ExitCode run() throws IOException, InterruptedException {
    if (target != null && (target.getHost() == null || !Http.isLoopback(target))) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--forward-to must be a URL on this machine, such as http://localhost:3000/");
    }
    Access stage = access.access(context, Optional.empty());
    if (stage.stage().isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "only a local stage sends events to this machine; a deployed API takes a webhook with a"
              + " public address (POST /v1/webhooks)");
    }
    ReportsApi api = AccessArguments.api(context, stage);
    CountDownLatch left = new CountDownLatch((int) Math.min(count, Integer.MAX_VALUE));
    List<String> made = new ArrayList<>();
    Thread hook = new Thread(() -> delete(api, made), "delete-webhooks");
    Runtime.getRuntime().addShutdownHook(hook);
    try (Forwarder forwarder =
        Forwarder.start(Optional.ofNullable(target), event -> print(event, left))) {
      for (String client : clients(stage.stage().get())) {
        Json webhook = api.addWebhook(webhook(client, forwarder.endpoint()));
        made.add(webhook.at("id").text());
        say("Client %s: secret %s".formatted(client, webhook.at("secret").text()));
      }
      say("Listening. Ctrl-C ends it.");
      left.await();
    } finally {
      delete(api, made);
      end(hook);
    }
    return ExitCode.SUCCESS;
  }

  private List<String> clients(StageFile stage) throws IOException {
    return access.choice().client().map(List::of).orElseGet(stage::clients);
  }

  private Json webhook(String client, URI endpoint) {
    Json all =
        Json.object(
            "client_id", client, "url", endpoint.toString(), "description", "errand listen");
    return types.isEmpty()
        ? all
        : Json.object(
            "client_id",
            client,
            "url",
            endpoint.toString(),
            "description",
            "errand listen",
            "events",
            Json.array(types.stream().map(Json::new).toList()));
  }

  private void print(Forwarder.Event event, CountDownLatch left) {
    try {
      Json body = Json.parse(event.body());
      context
          .out()
          .line(
              output.form() == OutputForm.JSON
                  ? body.toString()
                  : "%s  %-17s  %s  %s"
                      .formatted(
                          Text.plain(body.at("timestamp").text()),
                          Text.plain(body.at("type").text()),
                          Text.plain(body.at("data", "id").text()),
                          target == null
                              ? ""
                              : "[%d, %d ms]".formatted(event.answer(), event.took().toMillis())));
    } catch (IOException e) {
      context.errors().line("errand: received something that is not an event");
    }
    left.countDown();
  }

  /** The stage disables a webhook that is not deleted, since its endpoint does not answer. */
  private static synchronized void delete(ReportsApi api, List<String> made) {
    for (String id : List.copyOf(made)) {
      made.remove(id);
      try {
        api.deleteWebhook(id);
      } catch (IOException e) {
        // the stage may have ended before
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void end(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // the hook runs
    }
  }
}
