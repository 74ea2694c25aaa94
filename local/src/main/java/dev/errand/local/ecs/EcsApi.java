package dev.errand.local.ecs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.awsjson.AwsError;
import dev.errand.local.awsjson.AwsJson;
import dev.errand.local.awsjson.Input;
import dev.errand.local.awsjson.Page;
import dev.errand.local.template.ClusterSpec;
import dev.errand.states.value.Json;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The part of the API of ECS that shows and stops tasks, for the AWS SDK and {@code aws ecs
 * --endpoint-url}. A handler for {@code POST /}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/">API reference</a>
 */
public final class EcsApi implements Handler {

  private static final int PAGE = 100;

  private final Ecs ecs;
  private final AwsJson protocol;

  /** Answers for this ECS. */
  public EcsApi(Ecs ecs) {
    this.ecs = ecs;
    this.protocol =
        new AwsJson(
            "AmazonEC2ContainerServiceV20141113",
            "1.1",
            Map.of(
                "ListTasks", this::listTasks,
                "DescribeTasks", this::describeTasks,
                "StopTask", this::stopTask));
  }

  /** Its operations, for calls that come from this process. */
  public AwsJson operations() {
    return protocol;
  }

  @Override
  public void handle(Context http) {
    protocol.handle(http);
  }

  private ObjectNode listTasks(Input input) {
    ClusterSpec cluster = cluster(input);
    boolean stopped = input.text("desiredStatus").orElse("RUNNING").equals("STOPPED");
    List<String> arns =
        (stopped ? ecs.tasks() : ecs.running())
            .filter(task -> task.origin().clusterArn().equals(cluster.arn()))
            .filter(task -> task.isToRun() != stopped)
            .filter(task -> matches(input.text("family"), task.origin().family()))
            .filter(task -> matches(input.text("startedBy"), task.origin().startedBy()))
            .map(ecs.description()::arn)
            .toList();
    Page<String> page =
        Page.of(arns, arn -> arn, input.text("nextToken"), input.maxResults(PAGE, PAGE));
    ObjectNode output = Json.object();
    ArrayNode array = output.putArray("taskArns");
    page.elements().forEach(array::add);
    page.next().ifPresent(token -> output.put("nextToken", token));
    return output;
  }

  private ObjectNode describeTasks(Input input) {
    cluster(input);
    ObjectNode output = Json.object();
    ArrayNode tasks = output.putArray("tasks");
    ArrayNode failures = output.putArray("failures");
    for (String task : input.texts("tasks")) {
      ecs.task(id(task))
          .ifPresentOrElse(
              found -> tasks.add(ecs.description().forEcs(found)),
              () -> failures.addObject().put("arn", task).put("reason", "MISSING"));
    }
    return output;
  }

  private ObjectNode stopTask(Input input) {
    cluster(input);
    String reason = input.text("reason").orElse("Task stopped by user");
    Task task = ecs.stop(id(input.required("task")), reason);
    ObjectNode output = Json.object();
    output.set("task", ecs.description().forEcs(task));
    return output;
  }

  private ClusterSpec cluster(Input input) {
    return ecs.resources()
        .cluster(input.text("cluster").orElse("default"))
        .orElseThrow(() -> new AwsError("ClusterNotFoundException", "Cluster not found."));
  }

  private static String id(String idOrArn) {
    return idOrArn.substring(idOrArn.lastIndexOf('/') + 1);
  }

  private static boolean matches(Optional<String> wanted, String value) {
    return wanted.isEmpty() || wanted.get().equals(value);
  }
}
