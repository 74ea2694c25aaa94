package dev.errand.functions.webhook;

import com.github.f4b6a3.ulid.Ulid;
import com.github.f4b6a3.ulid.UlidCreator;
import dev.errand.core.ReportId;
import dev.errand.functions.report.StatusOrder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * The id of an event, {@code evt_} and a ULID, so that ids sort by time. The same change of a
 * report has the same id, in every function that derives it.
 *
 * @param value the text
 */
public record EventId(String value) {

  private static final String PREFIX = "evt_";
  private static final Pattern FORM = Pattern.compile(PREFIX + "[0-7][0-9A-HJKMNP-TV-Z]{25}");

  /**
   * An id.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public EventId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not the id of an event");
    }
  }

  public static boolean isValid(String text) {
    return FORM.matcher(text).matches();
  }

  /** The id of an event that nothing derives a second time. */
  public static EventId random(Instant now) {
    return new EventId(PREFIX + UlidCreator.getUlid(now.toEpochMilli()));
  }

  /**
   * The id of the change that brought a report to a status.
   *
   * @param order the place of the status in the report's history
   * @param at when the change happened
   */
  static EventId of(ReportId report, StatusOrder order, Instant at, EventType type) {
    byte[] digest = sha256(String.join("\n", report.value(), order.key(), type.word()));
    long time = at.toEpochMilli();
    byte[] ulid =
        ByteBuffer.allocate(16)
            .putShort((short) (time >> 32))
            .putInt((int) time)
            .put(digest, 0, 10)
            .array();
    return new EventId(PREFIX + Ulid.from(ulid));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
