package dev.errand.cli.api;

import dev.errand.cli.exit.CommandFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * Sends calls, and retries them after transient faults: 429, 5xx and broken connections. A call
 * that is not repeatable is retried only where it had no effect: after 429 and a refused
 * connection.
 */
public final class Calls {

  private static final int TOO_MANY_REQUESTS = 429;
  private static final long FIRST_PAUSE_MILLISECONDS = 500;
  private static final long MAX_PAUSE_MILLISECONDS = 15_000;

  private final Sleeper sleeper;
  private final Consumer<String> onFirstRetry;

  /**
   * Creates a sender.
   *
   * @param onFirstRetry gets a line of text before the first retry of a call whose deadline does
   *     not report its retries
   */
  public Calls(Sleeper sleeper, Consumer<String> onFirstRetry) {
    this.sleeper = sleeper;
    this.onFirstRetry = onFirstRetry;
  }

  /**
   * Returns the answer, of any status.
   *
   * @throws CommandFailure if there is no answer, or if the fault has not passed by the deadline
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
        if (!answer.isTransient() || !(call.isRepeatable() || hadNoEffect(answer))) {
          return answer;
        }
        failure = Problems.of(call.uri(), answer);
        reason = "answers " + answer.status();
        wanted = answer.retryAfterSeconds().orElse(0L) * 1000;
      } catch (IOException e) {
        failure = Problems.of(call.uri(), e);
        reason = "does not answer";
        if (e instanceof ConnectException
            ? !deadline.retriesConnectionRefused()
            : !call.isRepeatable()) {
          throw failure;
        }
      }
      wanted = Math.max(wanted, backoff(attempt));
      if (spent + wanted > deadline.total().toMillis()) {
        throw failure;
      }
      report(call.uri().getRawAuthority() + " " + reason, attempt, wanted, deadline);
      sleeper.sleep(Duration.ofMillis(wanted));
      spent += wanted;
    }
  }

  private static boolean hadNoEffect(HttpAnswer answer) {
    return answer.status() == TOO_MANY_REQUESTS;
  }

  private void report(String reason, int attempt, long pause, RetryDeadline deadline) {
    if (deadline.onRetry().isPresent()) {
      deadline
          .onRetry()
          .get()
          .accept("%s; trying again in %d s".formatted(reason, (pause + 999) / 1000));
    } else if (attempt == 0) {
      onFirstRetry.accept(
          "%s; trying again for up to %d s".formatted(reason, deadline.total().toSeconds()));
    }
  }

  private static long backoff(int attempt) {
    long longest =
        Math.min(MAX_PAUSE_MILLISECONDS, FIRST_PAUSE_MILLISECONDS << Math.min(attempt, 10));
    return longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1);
  }
}
