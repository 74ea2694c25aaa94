package dev.errand.local.records;

import dev.errand.local.records.RecordsQuery.Position;
import dev.errand.local.records.RecordsQuery.RecordsFilter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * The text form of a {@link Position}. It belongs to one filter and stays valid when the stage
 * starts again, so that a worker can continue from its checkpoint.
 */
final class Cursor {

  private static final int BYTES = Long.BYTES * 4;

  private Cursor() {}

  static String write(RecordsFilter filter, Position position) {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    put(bytes, position);
    bytes.putLong(checksum(filter, position));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /** Reads a cursor; empty if the text is not one, or is one of another filter. */
  static Optional<Position> read(RecordsFilter filter, String text) {
    byte[] raw;
    try {
      raw = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    if (raw.length != BYTES) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(raw);
    long second = bytes.getLong();
    UUID id = new UUID(bytes.getLong(), bytes.getLong());
    if (second < filter.firstSecond() || second >= filter.endSecond()) {
      return Optional.empty();
    }
    Position position = new Position(Instant.ofEpochSecond(second), id);
    return Optional.of(position).filter(read -> checksum(filter, read) == bytes.getLong());
  }

  private static long checksum(RecordsFilter filter, Position position) {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * 3);
    put(bytes, position);
    CRC32 checksum = new CRC32();
    checksum.update(filter.toString().getBytes(StandardCharsets.UTF_8));
    checksum.update(bytes.array());
    return checksum.getValue();
  }

  private static void put(ByteBuffer bytes, Position position) {
    bytes.putLong(position.bookedAt().getEpochSecond());
    bytes.putLong(position.id().getMostSignificantBits());
    bytes.putLong(position.id().getLeastSignificantBits());
  }
}
