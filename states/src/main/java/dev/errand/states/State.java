package dev.errand.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One state of a definition, with everything that its fields say. An {@link Optional} path that is
 * empty stands for {@code null} in the definition: the data is left out.
 */
sealed interface State {

  /** The word in its {@code Type} field. */
  default String type() {
    return getClass().getSimpleName();
  }

  /** Where the data that enters and leaves is cut. */
  record Cut(Optional<Path> input, Optional<Path> output) {}

  /** Where it goes on: to a state, or nowhere if it is an end. */
  record Onward(Optional<String> next) {}

  /** Variables by name; see {@code Assign}. */
  record Assign(Map<String, PayloadTemplate> variables) {}

  /** Calls a service and waits for it. */
  record Task(
      Cut cut,
      Onward onward,
      String resource,
      Optional<PayloadTemplate> parameters,
      Optional<PayloadTemplate> resultSelector,
      Optional<ReferencePath> resultPath,
      Assign assign,
      Optional<Seconds> timeout,
      List<Retrier> retriers,
      List<Catcher> catchers)
      implements State {}

  /** Passes data on, changed or not. */
  record Pass(
      Cut cut,
      Onward onward,
      Optional<JsonNode> result,
      Optional<PayloadTemplate> parameters,
      Optional<ReferencePath> resultPath,
      Assign assign)
      implements State {}

  /** Goes on where the first matching rule says. */
  record Choice(Cut cut, List<Rule> rules, Optional<String> otherwise, Assign assign)
      implements State {

    /** One rule of it. */
    record Rule(Condition condition, String next, Assign assign) {}
  }

  /** Waits for a while or until an instant. */
  record Wait(Cut cut, Onward onward, Until until, Assign assign) implements State {

    /** For how long. */
    sealed interface Until {

      /** What says so. */
      Expression expression();

      /** Seconds from now. */
      record In(Seconds seconds) implements Until {
        @Override
        public Expression expression() {
          return seconds.value();
        }
      }

      /** A timestamp that is written out or that a path leads to. */
      record At(Expression expression) implements Until {}
    }
  }

  /** Ends the execution well. */
  record Succeed(Cut cut) implements State {}

  /** Ends the execution with an error. */
  record Fail(Optional<Expression> error, Optional<Expression> cause) implements State {}
}
