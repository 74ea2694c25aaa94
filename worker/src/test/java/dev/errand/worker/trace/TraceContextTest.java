package dev.errand.worker.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {

  private static final String ROOT = "1-5759e988-bd862e3fe1be46a994272793";

  @Test
  void aSampledHeaderNamesItsTraceAndItsParent() {
    assertThat(
            TraceContext.sampled(
                "Root=" + ROOT + ";Parent=53995c3f42cd8ad8;Sampled=1;Lineage=1:ab12cd34:0"))
        .contains(new TraceContext(ROOT, Optional.of("53995c3f42cd8ad8")));
    assertThat(TraceContext.sampled("Sampled=1; Root=" + ROOT))
        .contains(new TraceContext(ROOT, Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Sampled=0",
        "Sampled=1",
        "Root=" + ROOT,
        "Root=" + ROOT + ";Sampled=0",
        "Root=" + ROOT + ";Sampled=?",
        "Root=" + ROOT + ";Sampled=10",
        "Root=2-5759e988-bd862e3fe1be46a994272793;Sampled=1",
        "Root=" + ROOT + "0;Sampled=1",
        "Self=" + ROOT + ";Sampled=1"
      })
  void noOtherHeaderMakesASegment(String header) {
    assertThat(TraceContext.sampled(header)).isEmpty();
  }
}
