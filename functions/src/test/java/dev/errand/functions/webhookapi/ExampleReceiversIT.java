package dev.errand.functions.webhookapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.standardwebhooks.Webhook;
import dev.errand.functions.testing.Answer;
import dev.errand.functions.testing.Call;
import dev.errand.functions.testing.StepFunctionsModel;
import dev.errand.functions.testing.TestApi;
import dev.errand.functions.testing.TestClock;
import dev.errand.functions.testing.TestTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The receivers of docs/clients.md, as their own processes. */
class ExampleReceiversIT {

  private static final Path EXAMPLES = TestTable.CHECKOUT.root().resolve("examples");
  private static final UUID CLIENT = UUID.fromString("1266cd5a-1dfa-44f2-83ca-534c30b38555");

  private final TestApi api =
      new TestApi(
          TestTable.create(), new StepFunctionsModel(new TestClock()), Clock.systemUTC(), 2);

  @Test
  void theOneInJavaTakesWhatIsGenuineAndNothingElse() throws Exception {
    String library =
        Path.of(Webhook.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .toString();

    takesWhatIsGenuine(
        "java",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        library,
        EXAMPLES.resolve("Receiver.java").toString(),
        "0");
  }

  @Test
  void theOneInPythonTakesWhatIsGenuineAndNothingElse() throws Exception {
    assumeTrue(
        runs("python3", "-c", "import standardwebhooks"), "Python has no standardwebhooks here");

    takesWhatIsGenuine("python3", EXAMPLES.resolve("receiver.py").toString(), "0");
  }

  private void takesWhatIsGenuine(String... command) throws Exception {
    Answer made = send(Call.post("/v1/webhooks").json("{\"url\": \"https://hooks.example.com/\"}"));
    String path = made.header("Location").orElseThrow();
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("WEBHOOK_SECRET", made.at("/secret"));
    Process receiver = builder.start();
    try (BufferedReader out = receiver.inputReader()) {
      String url = "http://127.0.0.1:" + out.readLine().replace("listening on ", "") + "/";
      send(Call.of("PATCH", path).json("{\"url\": \"%s\"}".formatted(url)));

      // the first request of a process that has just begun may take longer than a test allows
      Answer pinged = send(Call.post(path + "/ping"));
      for (int i = 0; i < 10 && !pinged.at("/status").equals("DELIVERED"); i++) {
        pinged = send(Call.post(path + "/ping"));
      }

      assertThat(pinged.at("/status_code")).isEqualTo("204");
      assertThat(out.readLine()).contains("webhook.ping");
      assertThat(forged(url)).isEqualTo(400);
    } finally {
      receiver.destroyForcibly();
    }
  }

  private static int forged(String url) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url))
                .header("webhook-id", "evt_01JDF3T7C4V5N6P7Q8R9S0T1V2")
                .header(
                    "webhook-timestamp",
                    Long.toString(Clock.systemUTC().instant().getEpochSecond()))
                .header("webhook-signature", "v1,bm90IGEgc2lnbmF0dXJlIG9mIGFueWJvZHkncyBzZWNyZXQ=")
                .POST(BodyPublishers.ofString("{}"))
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(List.of(command)).start().waitFor() == 0;
    } catch (IOException missing) {
      return false;
    }
  }

  private Answer send(Call call) {
    return api.send(call.as(CLIENT, "reports:read reports:write"));
  }
}
