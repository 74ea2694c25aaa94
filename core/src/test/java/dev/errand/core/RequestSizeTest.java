package dev.errand.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

class RequestSizeTest {

  /** An engine that escapes whatever JSON lets it escape. */
  private final JsonMapper engine =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  @Property
  void aRequestGrowsAtMostSevenfoldOnItsWayIntoTheOverrides(
      @ForAll @StringLength(max = 300) String text) throws JsonProcessingException {
    byte[] request = new JsonMapper().writeValueAsBytes(Map.of("name", text));

    String variable =
        engine.writeValueAsString(engine.readTree(new String(request, StandardCharsets.UTF_8)));
    String override = engine.writeValueAsString(variable);

    assertThat(override.length() - 2).isLessThanOrEqualTo(7 * request.length);
  }

  @Example
  void theLongestRequestLeavesRoomForTheRestOfTheOverrides() {
    assertThat(7 * ReportRequest.MAX_BYTES + 1024).isLessThanOrEqualTo(8192);
  }
}
