package dev.errand.local.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A task at one moment.
 *
 * @param id 32 hex digits
 * @param overrides as RunTask was given them
 */
record Task(String id, Launch launch, JsonNode overrides, Course course) {

  /** What it was made of. */
  record Launch(
      String clusterArn,
      String clusterName,
      String definitionArn,
      String family,
      String cpu,
      String memory,
      String containerName,
      String image,
      String startedBy) {

    static Launch of(RunTaskRequest request) {
      return new Launch(
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
   * How it goes. What has not happened is {@code null}.
   *
   * @param status {@code PROVISIONING}, {@code RUNNING} or {@code STOPPED}
   * @param stopCode why it stopped or is about to, in ECS's words
   */
  record Course(
      String status,
      Instant createdAt,
      Instant startedAt,
      Instant stoppingAt,
      Instant stoppedAt,
      String stopCode,
      String stoppedReason,
      Integer exitCode) {}

  static Task queued(String id, RunTaskRequest request, Instant now) {
    return new Task(
        id,
        Launch.of(request),
        request.overrides(),
        new Course("PROVISIONING", now, null, null, null, null, null, null));
  }

  boolean isStopped() {
    return course.status().equals("STOPPED");
  }

  /** Whether it is wanted to run on. */
  boolean isWanted() {
    return course.stopCode() == null;
  }

  Task started(Instant now) {
    return with(new Course("RUNNING", course.createdAt(), now, null, null, null, null, null));
  }

  Task stopping(Instant now, String stopCode, String reason) {
    return with(
        new Course(
            course.status(),
            course.createdAt(),
            course.startedAt(),
            now,
            null,
            stopCode,
            reason,
            null));
  }

  /** Stopped for the reason that was given before. */
  Task stopped(Instant now, Integer exitCode) {
    return with(
        new Course(
            "STOPPED",
            course.createdAt(),
            course.startedAt(),
            course.stoppingAt(),
            now,
            course.stopCode(),
            course.stoppedReason(),
            exitCode));
  }

  private Task with(Course next) {
    return new Task(id, launch, overrides, next);
  }
}
