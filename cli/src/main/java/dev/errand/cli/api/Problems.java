package dev.errand.cli.api;

import dev.errand.cli.exit.CommandFailure;
import dev.errand.cli.exit.ExitCode;
import dev.errand.cli.json.Json;
import dev.errand.cli.terminal.Text;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Describes failed calls for people, in a few lines. */
final class Problems {

  private static final int MAX_FIELDS = 20;

  private Problems() {}

  /** An answer with the status of an error. */
  static CommandFailure of(URI uri, HttpAnswer answer) {
    Json problem = json(answer);
    if (!problem.isObject()) {
      return noProblem(uri, answer);
    }
    ExitCode exit = ExitCode.ofStatus(answer.status());
    StringBuilder text =
        new StringBuilder("the API answered ").append(answer.status()).append(": ");
    text.append(
        problem
            .at("detail")
            .someText()
            .or(() -> problem.at("title").someText())
            .or(() -> problem.at("message").someText())
            .map(Text::plain)
            .orElse("it does not say why"));
    int fields = 0;
    for (Json error : problem.at("errors").list()) {
      if (++fields > MAX_FIELDS) {
        text.append(System.lineSeparator()).append("  ...");
        break;
      }
      text.append(System.lineSeparator())
          .append("  ")
          .append(Text.plain(error.at("pointer").text()))
          .append(": ")
          .append(Text.plain(error.at("detail").text()));
    }
    return new CommandFailure(exit, text + advice(answer));
  }

  /** A successful answer whose body is not valid. */
  static CommandFailure notJson(URI uri) {
    return new CommandFailure(
        ExitCode.UNAVAILABLE,
        "the answer of %s is not JSON; is the URL that of the reports API?".formatted(base(uri)));
  }

  /** A call without a complete answer. */
  static CommandFailure of(URI uri, IOException failure) {
    if (failure instanceof CommandFailure known) {
      return known;
    }
    return new CommandFailure(ExitCode.UNAVAILABLE, reason(uri, failure), failure);
  }

  /** A short form, for a line that says that the call is retried. */
  static String reason(URI uri, IOException failure) {
    if (failure instanceof SocketTimeoutException) {
      return base(uri) + " did not answer in time";
    }
    if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
      return "nothing answers at "
          + base(uri)
          + (Http.isLoopback(uri) ? "; is the stage up? (errand up)" : "");
    }
    if (failure instanceof UnknownHostException) {
      return "there is no host " + uri.getHost();
    }
    if (failure instanceof SSLException) {
      return "no secure connection to %s: %s".formatted(base(uri), failure.getMessage());
    }
    return "the connection to %s failed: %s"
        .formatted(base(uri), Text.plain(String.valueOf(failure.getMessage())));
  }

  private static CommandFailure noProblem(URI uri, HttpAnswer answer) {
    String type = answer.header("Content-Type").map(Text::plain).orElse("no content type");
    return new CommandFailure(
        ExitCode.ofStatus(answer.status()),
        "%s answered %d, and with %s instead of the API's JSON%s"
            .formatted(
                base(uri),
                answer.status(),
                type,
                answer.isTransient()
                    ? "; try again in a while"
                    : "; is the URL that of the reports API?"));
  }

  private static String advice(HttpAnswer answer) {
    return switch (answer.status()) {
      case 401 ->
          System.lineSeparator() + "  Get a new token: errand login, or the variable ERRAND_TOKEN.";
      case 429, 503 ->
          answer
              .retryAfterSeconds()
              .map(seconds -> System.lineSeparator() + "  Try again in " + seconds + " s.")
              .orElse("");
      default -> "";
    };
  }

  private static Json json(HttpAnswer answer) {
    try {
      return Json.parse(answer.body());
    } catch (IOException other) {
      return new Json(null);
    }
  }

  private static String base(URI uri) {
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }
}
