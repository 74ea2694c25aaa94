package dev.errand.functions.webhook;

import com.github.f4b6a3.ulid.UlidCreator;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * The id of a webhook, {@code wh_} and a ULID.
 *
 * @param value the text
 */
public record WebhookId(String value) {

  private static final String PREFIX = "wh_";
  private static final Pattern FORM = Pattern.compile(PREFIX + "[0-7][0-9A-HJKMNP-TV-Z]{25}");

  /**
   * An id.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public WebhookId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not the id of a webhook");
    }
  }

  public static boolean isValid(String text) {
    return FORM.matcher(text).matches();
  }

  public static WebhookId random(Instant now) {
    return new WebhookId(PREFIX + UlidCreator.getUlid(now.toEpochMilli()));
  }

  @Override
  public String toString() {
    return value;
  }
}
