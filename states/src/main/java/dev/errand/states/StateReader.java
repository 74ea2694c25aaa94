package dev.errand.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads one state. */
final class StateReader {

  private final Fields fields;
  private final Set<String> resources;

  StateReader(Fields fields, Set<String> resources) {
    this.fields = fields;
    this.resources = resources;
  }

  /** Nothing if the state is of no type that we know; then that is among the problems. */
  Optional<State> read() {
    String type = fields.requiredText("Type");
    DefinitionReader.refuseJsonata(fields);
    Optional<State> state =
        switch (type) {
          case "Task" -> Optional.of(task());
          case "Pass" -> Optional.of(pass());
          case "Choice" -> Optional.of(choice());
          case "Wait" -> Optional.of(waiting());
          case "Succeed" -> Optional.of(new State.Succeed(cut()));
          case "Fail" -> Optional.of(fail());
          default -> {
            refuseType(type);
            yield Optional.empty();
          }
        };
    if (state.isPresent()) {
      fields.refuseRest();
    }
    return state;
  }

  private void refuseType(String type) {
    if (type.equals("Parallel") || type.equals("Map")) {
      fields.problem("Type", type + " is not supported on the local stage");
    } else if (!type.isEmpty()) {
      fields.problem("Type", "there is no type of state '%s'".formatted(type));
    }
  }

  private State task() {
    String resource = fields.requiredText("Resource");
    if (!resource.isEmpty() && !resources.contains(resource)) {
      fields.problem(
          "Resource",
          "'%s' is not supported on the local stage; supported are %s"
              .formatted(resource, resources.stream().sorted().toList()));
    }
    fields.unsupported("HeartbeatSeconds", "HeartbeatSecondsPath", "Credentials");
    fields.unsupported("Arguments", "Output");
    return new State.Task(
        cut(),
        onward(),
        resource,
        fields.template("Parameters"),
        fields.template("ResultSelector"),
        resultPath(fields),
        fields.assign(),
        seconds("TimeoutSeconds", 1),
        RetryReader.retriers(fields),
        RetryReader.catchers(fields));
  }

  private State pass() {
    fields.unsupported("Output");
    JsonNode result = fields.any("Result");
    return new State.Pass(
        cut(),
        onward(),
        result.isMissingNode() ? Optional.empty() : Optional.of(result),
        fields.template("Parameters"),
        resultPath(fields),
        fields.assign());
  }

  private State choice() {
    fields.unsupported("Output");
    List<Fields> rules = fields.list("Choices");
    if (rules.isEmpty()) {
      fields.problem("Choices", "has to be an array with one rule or more");
    }
    return new State.Choice(
        cut(),
        rules.stream().flatMap(rule -> RuleReader.rule(rule).stream()).toList(),
        fields.text("Default"),
        fields.assign());
  }

  private State waiting() {
    fields.unsupported("Output");
    List<String> given =
        Stream.of("Seconds", "SecondsPath", "Timestamp", "TimestampPath")
            .filter(fields::has)
            .toList();
    if (given.size() != 1) {
      fields.problem("", "needs one of Seconds, SecondsPath, Timestamp and TimestampPath");
      given.forEach(fields::any);
    }
    State.Wait.Until until =
        seconds("Seconds", 0)
            .<State.Wait.Until>map(State.Wait.Until.In::new)
            .orElseGet(() -> new State.Wait.Until.At(timestamp()));
    return new State.Wait(cut(), onward(), until, fields.assign());
  }

  private Expression timestamp() {
    Optional<String> written = fields.text("Timestamp");
    if (written.isPresent()) {
      TextNode timestamp = TextNode.valueOf(written.get());
      if (!Timestamps.isTimestamp(timestamp)) {
        fields.problem("Timestamp", "has to be a time such as 2026-01-31T08:00:00Z");
      }
      return new Expression.Literal(timestamp);
    }
    return fields.parsed("TimestampPath", Path::of).orElse(Path.of("$"));
  }

  private State fail() {
    return new State.Fail(textOrPath("Error"), textOrPath("Cause"));
  }

  private Optional<Expression> textOrPath(String field) {
    if (fields.has(field) && fields.has(field + "Path")) {
      fields.problem(field + "Path", "cannot stand beside " + field);
    }
    Optional<Expression> path = fields.parsed(field + "Path", Expression::parse);
    return fields
        .text(field)
        .<Expression>map(text -> new Expression.Literal(TextNode.valueOf(text)))
        .or(() -> path);
  }

  private Optional<Seconds> seconds(String field, long least) {
    if (fields.has(field) && fields.has(field + "Path")) {
      fields.problem(field + "Path", "cannot stand beside " + field);
    }
    Optional<Seconds> found = fields.parsed(field + "Path", Path::of).map(Seconds::new);
    return fields
        .integer(field, least, Seconds.MAX)
        .map(number -> new Seconds(new Expression.Literal(number)))
        .or(() -> found);
  }

  private State.Cut cut() {
    return new State.Cut(
        fields.nullable("InputPath", "$", Path::of), fields.nullable("OutputPath", "$", Path::of));
  }

  static Optional<ReferencePath> resultPath(Fields fields) {
    return fields.nullable("ResultPath", "$", ReferencePath::of);
  }

  private State.Onward onward() {
    Optional<String> next = fields.text("Next");
    JsonNode end = fields.any("End");
    if (!end.isMissingNode() && !end.isBoolean()) {
      fields.problem("End", "has to be true or false");
    }
    if (next.isPresent() == end.booleanValue()) {
      fields.problem("", "needs either Next or \"End\": true");
    }
    return new State.Onward(next);
  }
}
