package dev.errand.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.local.Account;
import dev.errand.local.Checkout;
import dev.errand.local.gateway.HttpApi;
import dev.errand.local.template.AsynchronousSpec;
import dev.errand.local.template.FunctionSpec;
import dev.errand.local.template.RouteSpec;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The gateway in front of real environments. It fails where a request that waits is not withdrawn.
 */
class GivenUpRequestsTest {

  private static final Checkout CHECKOUT = new Checkout(Path.of("..").toAbsolutePath().normalize());
  private static final Account ACCOUNT = new Account("000000000000", "us-east-1", "id", "secret");

  private final HttpClient http = HttpClient.newHttpClient();
  @TempDir private Path data;

  @Test
  void whatTheGatewayGaveUpOnNeverRunsAndHoldsNoEnvironment() throws Exception {
    try (FunctionHost host =
            FunctionHost.start(CHECKOUT, data, List.of(slowToStart()), Set.of("Toy"), Map.of());
        HttpApi api =
            HttpApi.start(
                List.of(
                    new RouteSpec("GET", "/hasty", "Toy", Duration.ofMillis(100)),
                    new RouteSpec("GET", "/patient", "Toy", Duration.ofSeconds(30))),
                host,
                ACCOUNT,
                0)) {
      List<CompletableFuture<Integer>> hasty =
          IntStream.range(0, 40).mapToObj(request -> status(api, "/hasty")).toList();

      assertThat(hasty).allSatisfy(status -> assertThat(status.join()).isEqualTo(503));
      assertThat(status(api, "/patient").join()).isEqualTo(200);

      assertThat(Files.readAllLines(data.resolve("logs/Toy.log")))
          .as("what ran")
          .filteredOn(line -> line.contains("toy sees"))
          .hasSize(1);
    }
  }

  private CompletableFuture<Integer> status(HttpApi api, String path) {
    return http.sendAsync(
            HttpRequest.newBuilder(URI.create(api.endpoint() + path)).build(),
            BodyHandlers.discarding())
        .thenApply(HttpResponse::statusCode);
  }

  private FunctionSpec slowToStart() throws Exception {
    return new FunctionSpec(
        "Toy",
        "errand-Toy",
        "arn:aws:lambda:us-east-1:000000000000:function:errand-Toy",
        ToyFunction.class.getName() + "::handleRequest",
        ToyPackage.write(data.resolve("toy.zip")),
        256,
        Duration.ofSeconds(20),
        Map.of("MILLIS_TO_START", "1500"),
        "JSON",
        OptionalInt.empty(),
        false,
        Optional.empty(),
        false,
        new AsynchronousSpec(2, Duration.ofHours(6), Optional.empty()));
  }
}
