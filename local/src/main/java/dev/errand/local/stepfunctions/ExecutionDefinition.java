package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.errand.states.definition.Definition;
import dev.errand.states.execution.ContextObject;
import dev.errand.states.execution.Interpreter;
import dev.errand.states.value.Json;
import java.util.Optional;

/** What an execution follows: the definition that it began with. */
record ExecutionDefinition(Definition definition, Interpreter interpreter, StateMachine machine) {

  ContextObject context(Execution execution) {
    try {
      return new ContextObject(
          execution.arn(),
          execution.start().name(),
          Json.read(execution.start().input()),
          execution.start().date(),
          execution.redrives().count(),
          Optional.ofNullable(execution.redrives().date()),
          machine.roleArn(),
          machine.arn(),
          machine.name());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the input of " + execution.arn() + " is not JSON", e);
    }
  }
}
