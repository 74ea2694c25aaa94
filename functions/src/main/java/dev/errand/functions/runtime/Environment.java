package dev.errand.functions.runtime;

import dev.errand.functions.report.Retention;
import dev.errand.functions.report.TaskLimit;
import dev.errand.functions.webhook.RetryDelays;
import dev.errand.functions.webhook.Targets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The variables that the template gives to a function. */
public final class Environment {

  /**
   * From the begin of an artifact's upload to the end of its report: 14 days by the template's rule
   * for unfinished uploads, which S3 rounds up to the next midnight, and less than a day to finish.
   */
  private static final int MAX_UPLOAD_DAYS = 16;

  private final Map<String, String> variables;

  public Environment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  /** The environment of this process. */
  public static Environment ofProcess() {
    return new Environment(System.getenv());
  }

  /** The version that is deployed, of functions and worker alike. */
  public String version() {
    return optional("VERSION").orElse("unknown");
  }

  public String tableName() {
    return required("TABLE_NAME");
  }

  public String bucketName() {
    return required("BUCKET_NAME");
  }

  public String stateMachineArn() {
    return required("STATE_MACHINE_ARN");
  }

  /** The log group that report tasks log into. */
  public String workerLogGroup() {
    return required("WORKER_LOG_GROUP");
  }

  /** The cluster that report tasks run in. */
  public String clusterArn() {
    return required("CLUSTER_ARN");
  }

  /** The address of the queue of status changes that could not be recorded. */
  public String deadLettersUrl() {
    return required("DEAD_LETTERS_URL");
  }

  /** The function that records status changes, with its alias. */
  public String recorderFunction() {
    return required("RECORDER_FUNCTION");
  }

  /** The namespace of the stack's metrics in CloudWatch. */
  public String metricsNamespace() {
    return required("METRICS_NAMESPACE");
  }

  /**
   * How long reports are kept: no longer than the bucket keeps their artifacts. A lifecycle rule
   * counts from the begin of an upload (Amazon S3 User Guide, "Working with object metadata": the
   * creation date). A retry goes on with the upload of the attempt before, which the bucket keeps
   * for {@link #MAX_UPLOAD_DAYS}.
   */
  public Retention retention() {
    int artifacts = number("ARTIFACT_RETENTION_DAYS", 106);
    return Retention.days(
        Math.min(number("REPORT_RETENTION_DAYS", 90), artifacts - MAX_UPLOAD_DAYS));
  }

  /** How many active reports a client may have. */
  public int maxActiveReportsPerClient() {
    return number("MAX_ACTIVE_REPORTS_PER_CLIENT", 10);
  }

  /** How many tasks may run at once. */
  public TaskLimit taskLimit() {
    return new TaskLimit(number("MAX_RUNNING_TASKS", 0));
  }

  /** How long an active report may go without an update before the reconciler checks it. */
  public Duration quietPeriod() {
    return Duration.ofSeconds(number("QUIET_SECONDS", 300));
  }

  /** The event bus that events of reports are put on. */
  public String eventBusName() {
    return required("EVENT_BUS_NAME");
  }

  /** The secret whose text is the key that webhooks' secrets are encrypted with. */
  public String webhookKeyArn() {
    return required("WEBHOOK_KEY_ARN");
  }

  /** How many webhooks a client may have. */
  public int maxWebhooksPerClient() {
    return number("MAX_WEBHOOKS_PER_CLIENT", 10);
  }

  /** The pauses between tries of a delivery. */
  public RetryDelays webhookRetryDelays() {
    return RetryDelays.parse(
        optional("WEBHOOK_RETRY_SECONDS").orElse("60,300,1800,7200,18000,36000,36000"));
  }

  /**
   * Where events may be sent to. That this machine is allowed is no variable of the template: the
   * stage sets it for its functions.
   */
  public Targets webhookTargets() {
    return new Targets(
        optional("WEBHOOK_HOSTS").map(hosts -> List.of(hosts.split(","))).orElse(List.of()),
        optional("WEBHOOK_LOOPBACK").filter("allowed"::equals).isPresent());
  }

  /** The claim of a token that names the client. */
  public String clientClaim() {
    return optional("CLIENT_CLAIM").orElse("client_id");
  }

  /** The claim of a token that lists its scopes. */
  public String scopeClaim() {
    return optional("SCOPE_CLAIM").orElse("scope");
  }

  /** The scope that reading needs. */
  public String readScope() {
    return optional("READ_SCOPE").orElse("reports:read");
  }

  /** The scope that asking for reports needs. */
  public String writeScope() {
    return optional("WRITE_SCOPE").orElse("reports:write");
  }

  /** The scope that acting for every client needs. */
  public String adminScope() {
    return optional("ADMIN_SCOPE").orElse("reports:admin");
  }

  private String required(String name) {
    return optional(name)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "environment variable " + name + " is not set: see template.yaml"));
  }

  private int number(String name, int otherwise) {
    try {
      return optional(name).map(Integer::parseInt).orElse(otherwise);
    } catch (NumberFormatException e) {
      throw new IllegalStateException(
          "environment variable " + name + " must be a whole number, such as 10", e);
    }
  }

  private Optional<String> optional(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }
}
