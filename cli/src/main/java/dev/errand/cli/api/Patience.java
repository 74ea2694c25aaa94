package dev.errand.cli.api;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * How long a call is sent again while the fault can pass.
 *
 * @param total for how long
 * @param whereNothingAnswers whether it is sent again where nothing listens at all
 * @param news gets a line of text before each pause
 */
public record Patience(Duration total, boolean whereNothingAnswers, Consumer<String> news) {

  /** For a command that a person waits for. */
  public static Patience little() {
    return new Patience(Duration.ofSeconds(12), false, new Silence());
  }

  /** For a command that follows something which takes long. */
  public static Patience much(Consumer<String> news) {
    return new Patience(Duration.ofMinutes(10), true, news);
  }

  private record Silence() implements Consumer<String> {

    @Override
    public void accept(String line) {}
  }
}
