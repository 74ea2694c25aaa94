package dev.errand.worker.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What response headers say about the next page and the quota. */
class HeadersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          <https://a/x?p=2>; rel="next"                              | https://a/x?p=2
          </x?p=2>;rel=next                                          | /x?p=2
          <a>; rel="prev", <b>; rel="next"                           | b
          <a>; rel="prev first", <b,c;d>; title="x, <y>; rel=next"; rel="last next" | b,c;d
          <a>; REL="NEXT"; foo                                       | a
          <a>; rel="prev"                                            |
          <a>; rev="next"                                            |
          <a>; title="rel=next"                                      |
          a; rel="next"                                              |
          """)
  void findTheNextLink(String header, String target) {
    assertThat(LinkHeader.next(List.of(header))).isEqualTo(Optional.ofNullable(target));
  }

  @Test
  void findTheNextLinkInAnyOfTheHeaders() {
    assertThat(LinkHeader.next(List.of("<a>; rel=prev", "<b>; rel=next"))).contains("b");
    assertThat(LinkHeader.next(List.of())).isEmpty();
  }

  @Test
  void aQuotaThatIsUsedUpDelaysUntilItIsRenewed() {
    assertThat(pause(Map.of("RateLimit-Remaining", "0", "RateLimit-Reset", "7")))
        .contains(Duration.ofSeconds(7));
    assertThat(pause(Map.of("RateLimit", "\"default\";r=0;t=30"))).contains(Duration.ofSeconds(30));
    assertThat(pause(Map.of("RateLimit", "limit=100, remaining=0, reset=5"))).isEmpty();
    assertThat(pause(Map.of("RateLimit", "\"default\";r=1;t=30"))).isEmpty();
    assertThat(pause(Map.of("RateLimit-Remaining", "0"))).isEmpty();
    assertThat(pause(Map.of("RateLimit-Remaining", "none", "RateLimit-Reset", "7"))).isEmpty();
    assertThat(pause(Map.of())).isEmpty();
  }

  @Test
  void requestsAreSpreadEvenly() {
    RequestPace pace = new RequestPace(OptionalInt.of(4), 0);

    assertThat(pace.reserve(0)).isZero();
    assertThat(pace.reserve(0)).isEqualTo(250_000_000);
    assertThat(pace.reserve(100_000_000)).isEqualTo(400_000_000);
    assertThat(pace.reserve(5_000_000_000L)).isZero();
    assertThat(new RequestPace(OptionalInt.empty(), 0).reserve(0)).isZero();
  }

  private static Optional<Duration> pause(Map<String, String> headers) {
    return RateLimit.pause(name -> Optional.ofNullable(headers.get(name)));
  }
}
