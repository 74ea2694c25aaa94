package dev.errand.cli.api;

import dev.errand.cli.exit.CommandFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Sends calls, again where the fault can pass: 429, 5xx and broken connections. */
public final class Calls {

  private static final long FIRST_PAUSE_MILLISECONDS = 500;
  private static final long LONGEST_PAUSE_MILLISECONDS = 15_000;

  private final Sleeper sleeper;

  public Calls(Sleeper sleeper) {
    this.sleeper = sleeper;
  }

  /**
   * The answer, of any status.
   *
   * @throws CommandFailure if there is none, or it says at the end of all deadline that the same
   *     call may succeed later
   */
  public HttpAnswer send(HttpCall call, RetryDeadline deadline)
      throws CommandFailure, InterruptedException {
    long spent = 0;
    for (int attempt = 0; ; attempt++) {
      CommandFailure failure;
      String reason;
      long wanted = 0;
      try {
        HttpAnswer answer = Http.send(call);
        if (!answer.isPassing()) {
          return answer;
        }
        failure = Problems.of(call.uri(), answer);
        reason = "the API answers " + answer.status();
        wanted = answer.retryAfterSeconds().orElse(0L) * 1000;
      } catch (IOException e) {
        failure = Problems.of(call.uri(), e);
        reason = "the API does not answer";
        if (e instanceof ConnectException && !deadline.retriesConnectionRefused()) {
          throw failure;
        }
      }
      wanted = Math.max(wanted, backoff(attempt));
      if (spent + wanted > deadline.total().toMillis()) {
        throw failure;
      }
      deadline
          .onRetry()
          .accept("%s; trying again in %d s".formatted(reason, (wanted + 999) / 1000));
      sleeper.sleep(Duration.ofMillis(wanted));
      spent += wanted;
    }
  }

  private static long backoff(int attempt) {
    long longest =
        Math.min(LONGEST_PAUSE_MILLISECONDS, FIRST_PAUSE_MILLISECONDS << Math.min(attempt, 10));
    return longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1);
  }
}
