package dev.errand.cli.follow;

import dev.errand.cli.api.ReportsApi;
import dev.errand.cli.api.RetryDeadline;
import dev.errand.cli.api.Sleeper;
import dev.errand.cli.exit.CommandFailure;
import dev.errand.cli.exit.ExitCode;
import dev.errand.cli.json.Json;
import dev.errand.cli.terminal.Numbers;
import dev.errand.cli.terminal.Statuses;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Polls reports until all of them are final, also through outages of the API. */
public final class Follower {

  private final ReportsApi api;
  private final FollowListener listener;
  private final Sleeper sleeper;
  private final Clock clock;
  private final PollInterval pollInterval;

  /**
   * A follower.
   *
   * @param watched whether a person sees each change
   */
  public Follower(
      ReportsApi api, FollowListener listener, boolean watched, Sleeper sleeper, Clock clock) {
    this.api = api.with(RetryDeadline.following(listener::onRetry));
    this.listener = listener;
    this.sleeper = sleeper;
    this.clock = clock;
    this.pollInterval = new PollInterval(watched);
  }

  /**
   * The reports in their final state, in the order of the ids.
   *
   * @param limit the time limit; empty for none
   * @throws CommandFailure if the time is over before
   */
  public List<Json> follow(List<String> ids, Optional<Duration> limit)
      throws IOException, InterruptedException {
    Instant begin = clock.instant();
    List<Optional<ReportsApi.Snapshot>> snapshots =
        new ArrayList<>(Collections.nCopies(ids.size(), Optional.empty()));
    while (true) {
      Optional<Long> retryAfter = Optional.empty();
      int calls = 0;
      for (int i = 0; i < ids.size(); i++) {
        if (snapshots.get(i).map(snapshot -> Statuses.isFinal(snapshot.report())).orElse(false)) {
          continue;
        }
        ReportsApi.Snapshot snapshot = api.snapshot(ids.get(i), snapshots.get(i));
        snapshots.set(i, Optional.of(snapshot));
        retryAfter = sooner(retryAfter, snapshot.retryAfterSeconds());
        calls++;
      }
      List<Json> reports =
          snapshots.stream().map(snapshot -> snapshot.orElseThrow().report()).toList();
      listener.onPoll(reports);
      if (reports.stream().allMatch(Statuses::isFinal)) {
        listener.onFinished(reports);
        return reports;
      }
      Duration since = Duration.between(begin, clock.instant());
      Duration next = pollInterval.next(since, retryAfter, calls);
      sleeper.sleep(limit.isEmpty() ? next : untilLimit(next, limit.get(), since, reports));
    }
  }

  private Duration untilLimit(Duration next, Duration limit, Duration since, List<Json> reports)
      throws CommandFailure {
    Duration left = limit.minus(since);
    if (left.isNegative() || left.isZero()) {
      listener.onFinished(reports);
      List<String> open =
          reports.stream()
              .filter(report -> !Statuses.isFinal(report))
              .map(report -> report.at("id").text())
              .toList();
      throw new CommandFailure(
          ExitCode.TIMED_OUT,
          "not final after %s; to go on following: errand watch %s"
              .formatted(Numbers.span(limit), String.join(" ", open)));
    }
    return next.compareTo(left) < 0 ? next : left;
  }

  private static Optional<Long> sooner(Optional<Long> one, Optional<Long> other) {
    return one.isEmpty() || other.isEmpty()
        ? one.or(() -> other)
        : Optional.of(Math.min(one.get(), other.get()));
  }
}
