package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.errand.states.definition.Definition;
import dev.errand.states.execution.ContextObject;
import dev.errand.states.execution.Interpreter;
import dev.errand.states.value.Json;
import java.time.Duration;
import java.util.Optional;

/** A state machine with the definition that an execution of it began with and keeps. */
record StateMachineRevision(StateMachine machine, Definition definition, Interpreter interpreter) {

  /** How long an execution of an Express state machine may take. */
  private static final Duration MAX_EXPRESS = Duration.ofMinutes(5);

  /** How long an execution may take; the state machine's limit is not that of a child execution. */
  Optional<Duration> timeout(Execution execution) {
    if (execution.start().mapRun().isPresent()) {
      return Optional.empty();
    }
    return machine.isExpress()
        ? Optional.of(
            definition.timeout().filter(own -> own.compareTo(MAX_EXPRESS) < 0).orElse(MAX_EXPRESS))
        : definition.timeout();
  }

  /** What every state of the execution reads as {@code $$}. */
  ContextObject context(Execution execution) {
    try {
      return new ContextObject(
          execution.arn(),
          execution.start().name(),
          Json.read(execution.start().input()),
          execution.start().date(),
          execution.redrives().count(),
          execution.redrives().date(),
          machine.roleArn(),
          execution.start().shownStateMachineArn(),
          name(execution));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the input of " + execution.arn() + " is not JSON", e);
    }
  }

  private String name(Execution execution) {
    return execution
        .start()
        .mapRun()
        .map(of -> machine.name() + "/" + of.label())
        .orElse(machine.name());
  }
}
