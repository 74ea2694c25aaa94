package dev.errand.functions.deadletters;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.functions.http.Endpoint;
import dev.errand.functions.http.Request;
import dev.errand.functions.http.Response;
import dev.errand.functions.http.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code POST /v1/dead-letters/replay}. A message is deleted only after the recorder has recorded
 * its event. If the function ends between the two, the event is recorded again, which changes
 * nothing.
 */
final class ReplayDeadLetters implements Endpoint {

  /** As long as a call of this function can take, so that no two calls receive the same message. */
  private static final Duration HIDDEN = Duration.ofSeconds(30);

  private final DeadLetters deadLetters;
  private final RecorderClient recorder;
  private final Duration perLetter;

  /**
   * @param perLetter the maximum time that one message can take
   */
  ReplayDeadLetters(DeadLetters deadLetters, RecorderClient recorder, Duration perLetter) {
    this.deadLetters = deadLetters;
    this.recorder = recorder;
    this.perLetter = perLetter;
  }

  @Override
  public Response answer(Request request, Invocation invocation) {
    request.requireScope(Scope.ADMIN);
    request.requireOnlyParameters(Set.of());
    List<DeadLetter> letters = deadLetters.receive(HIDDEN);
    int replayed = 0;
    ArrayNode failed = JsonNodeFactory.instance.arrayNode();
    for (DeadLetter letter : letters) {
      if (invocation.remaining().compareTo(perLetter) < 0) {
        deadLetters.putBack(letter);
        continue;
      }
      Optional<String> error = recorder.record(letter.event());
      if (error.isPresent()) {
        deadLetters.putBack(letter);
        failed.add(DeadLetterJson.one(letter, error));
      } else {
        deadLetters.delete(letter);
        replayed++;
      }
    }
    invocation
        .log()
        .info("replayed %d dead letters, %d failed again".formatted(replayed, failed.size()));
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("replayed", replayed)
            .put("count", deadLetters.count());
    json.set("failed", failed);
    return Response.json(200, json);
  }
}
