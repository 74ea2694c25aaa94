package dev.errand.local.stepfunctions;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A name for one or two versions of a state machine, between which new executions are divided.
 *
 * @param routes one or two, of 100 percent together
 * @param updated when it was created, if it was not updated
 */
record Alias(
    String name,
    Optional<String> description,
    List<Route> routes,
    Instant created,
    Instant updated) {

  /**
   * A share of the executions.
   *
   * @param version its number
   * @param weight in percent
   */
  record Route(int version, int weight) {}

  Alias {
    routes = List.copyOf(routes);
  }

  String arn(StateMachine machine) {
    return machine.arn() + ":" + name;
  }

  boolean leadsTo(int version) {
    return routes.stream().anyMatch(route -> route.version() == version);
  }

  /** The version of a new execution, drawn by the weights. */
  int draw(RandomGenerator random) {
    Route first = routes.get(0);
    return routes.size() == 1 || random.nextInt(100) < first.weight()
        ? first.version()
        : routes.get(1).version();
  }
}
