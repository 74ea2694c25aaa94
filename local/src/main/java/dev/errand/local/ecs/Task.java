package dev.errand.local.ecs;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/**
 * A task at one moment, as it is stored.
 *
 * @param id 32 hex digits
 * @param overrides as RunTask was given them
 */
record Task(
    String id,
    @JsonAlias("launch") Origin origin,
    JsonNode overrides,
    @JsonAlias("course") Lifecycle lifecycle) {

  /** What it was started from. */
  record Origin(
      String clusterArn,
      String clusterName,
      String definitionArn,
      String family,
      String cpu,
      String memory,
      String containerName,
      String image,
      String startedBy) {

    static Origin of(RunTaskRequest request) {
      return new Origin(
          request.cluster().arn(),
          request.cluster().name(),
          request.definition().arn(),
          request.definition().spec().family(),
          request.definition().spec().cpu(),
          request.definition().spec().memory(),
          request.container().name(),
          request.container().image(),
          request.startedBy());
    }
  }

  /**
   * What has happened to it so far.
   *
   * @param status {@code PROVISIONING}, {@code RUNNING} or {@code STOPPED}
   * @param stopCode why it stopped or is about to, as ECS names it
   */
  record Lifecycle(
      String status,
      Instant createdAt,
      Optional<Instant> startedAt,
      Optional<Instant> stoppingAt,
      Optional<Instant> stoppedAt,
      Optional<String> stopCode,
      Optional<String> stoppedReason,
      Optional<Integer> exitCode) {

    static Lifecycle provisioning(Instant now) {
      return new Lifecycle(
          "PROVISIONING",
          now,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    Lifecycle running(Instant now) {
      return new Lifecycle(
          "RUNNING",
          createdAt,
          Optional.of(now),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    Lifecycle stopping(Instant now, String code, String reason) {
      return new Lifecycle(
          status,
          createdAt,
          startedAt,
          Optional.of(now),
          Optional.empty(),
          Optional.of(code),
          Optional.of(reason),
          Optional.empty());
    }

    Lifecycle stopped(Instant now, Optional<Integer> code) {
      return new Lifecycle(
          "STOPPED",
          createdAt,
          startedAt,
          stoppingAt,
          Optional.of(now),
          stopCode,
          stoppedReason,
          code);
    }
  }

  static Task queued(String id, RunTaskRequest request, Instant now) {
    return new Task(id, Origin.of(request), request.overrides(), Lifecycle.provisioning(now));
  }

  boolean isStopped() {
    return lifecycle.status().equals("STOPPED");
  }

  /** Whether its desired status is {@code RUNNING}: nothing has stopped it, or is about to. */
  boolean isToRun() {
    return lifecycle.stopCode().isEmpty();
  }

  Task started(Instant now) {
    return with(lifecycle.running(now));
  }

  Task stopping(Instant now, String stopCode, String reason) {
    return with(lifecycle.stopping(now, stopCode, reason));
  }

  /**
   * Stopped for the reason that was given before.
   *
   * @param exitCode if its program has run
   */
  Task stopped(Instant now, Optional<Integer> exitCode) {
    return with(lifecycle.stopped(now, exitCode));
  }

  private Task with(Lifecycle next) {
    return new Task(id, origin, overrides, next);
  }
}
