package dev.errand.dynamodb.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.request.Input;
import dev.errand.dynamodb.store.MapReader;
import dev.errand.dynamodb.store.MapWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;

/**
 * Tokens that make a transaction idempotent for ten minutes. Source: "TransactWriteItems" in the
 * API Reference.
 */
public final class ClientRequestTokens {

  private static final String MAP = "client-request-tokens";
  private static final Duration LIFETIME = Duration.ofMinutes(10);

  private ClientRequestTokens() {}

  /**
   * Whether the transaction was done already.
   *
   * @throws DynamoDbException if another one was done with its token
   */
  static boolean isDone(MapReader maps, Input input, Clock clock) {
    byte[] stored = input.has("ClientRequestToken") ? maps.get(MAP, key(input)) : null;
    if (stored == null || isExpired(stored, clock)) {
      return false;
    }
    if (!Arrays.equals(stored, Long.BYTES, stored.length, digest(input), 0, digest(input).length)) {
      throw DynamoDbException.of(
          DynamoDbException.Type.IDEMPOTENT_PARAMETER_MISMATCH,
          "Request with this token was already processed with different parameters");
    }
    return true;
  }

  /** Notes that the transaction is done. */
  static void put(MapWriter maps, Input input, Clock clock) {
    if (!input.has("ClientRequestToken")) {
      return;
    }
    byte[] digest = digest(input);
    maps.put(
        MAP,
        key(input),
        ByteBuffer.allocate(Long.BYTES + digest.length)
            .putLong(clock.instant().plus(LIFETIME).toEpochMilli())
            .put(digest)
            .array());
  }

  /** Forgets tokens whose time is over. */
  public static void removeExpired(MapWriter maps, Clock clock) {
    Iterator<Map.Entry<byte[], byte[]>> tokens = maps.range(MAP, new byte[0], null, false);
    while (tokens.hasNext()) {
      Map.Entry<byte[], byte[]> token = tokens.next();
      if (isExpired(token.getValue(), clock)) {
        maps.remove(MAP, token.getKey());
      }
    }
  }

  private static boolean isExpired(byte[] stored, Clock clock) {
    return clock.instant().isAfter(Instant.ofEpochMilli(ByteBuffer.wrap(stored).getLong()));
  }

  private static byte[] key(Input input) {
    return input.string("ClientRequestToken").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] digest(Input input) {
    ObjectNode compared = input.json().deepCopy();
    compared.remove("ClientRequestToken");
    compared.remove("ReturnConsumedCapacity");
    compared.remove("ReturnItemCollectionMetrics");
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(compared.toString().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
