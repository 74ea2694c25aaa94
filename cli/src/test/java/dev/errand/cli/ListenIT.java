package dev.errand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.cli.Errand.Ended;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events of a stage, shown and forwarded. */
@OnSharedStage
class ListenIT {

  /** Of no other test, so that no other events come. */
  private static final String CLIENT = UUID.randomUUID().toString();

  private static final String REQUEST =
      Reports.example("client-a.json").replace("1266cd5a-1dfa-44f2-83ca-534c30b38555", CLIENT);

  @TempDir private Path folder;

  private final StageProcess stage;

  ListenIT(StageProcess stage) {
    this.stage = stage;
  }

  @Test
  void eventsAreShownAndForwardedWithASignatureThatTheReferenceLibraryTakes() {
    Errand errand = new Errand(folder).with("ERRAND_DATA", stage.data().toString());
    Reports reports = Reports.of(stage);
    try (EventReceiver receiver = new EventReceiver(new Random())) {
      receiver.stayUp();
      CompletableFuture<Ended> listening =
          CompletableFuture.supplyAsync(
              () ->
                  errand.run(
                      "listen",
                      "--client",
                      CLIENT,
                      "--count",
                      "2",
                      "--forward-to",
                      receiver.url()));
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> webhooks(reports).path("webhooks").size() == 1);
      receiver.verifyWith(rotated(reports));

      String id = reports.accepted(REQUEST);
      Ended ended = listening.orTimeout(120, TimeUnit.SECONDS).join();

      assertThat(ended.code()).as(ended.errors()).isZero();
      assertThat(ended.lines())
          .anyMatch(line -> line.contains("report.started") && line.contains(id))
          .anyMatch(line -> line.contains("report.succeeded") && line.contains("[204"));
      assertThat(ended.errors()).contains("secret whsec_");
      assertThat(receiver.events())
          .extracting(event -> event.at("/data/id").asText())
          .containsOnly(id);
      assertThat(receiver.refused()).isEmpty();
      assertThat(webhooks(reports).path("webhooks")).as("deleted in the end").isEmpty();
    }
  }

  private static JsonNode webhooks(Reports reports) {
    return Reports.json(reports.get("/v1/webhooks?client_id=" + CLIENT).body());
  }

  /** The new secret; the command has shown the old one, which is valid as well. */
  private static String rotated(Reports reports) {
    String path = webhooks(reports).at("/webhooks/0/links/self").asText();
    return Reports.json(reports.post(path + "/rotate-secret", "").body()).path("secret").asText();
  }
}
