package dev.errand.dynamodb.store;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** One step of a transaction. */
sealed interface MapChange {

  /** The map that it changes. */
  String map();

  /** A value for a key. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Put(String map, byte[] key, byte[] value) implements MapChange {}

  /** No value for a key. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Remove(String map, byte[] key) implements MapChange {}

  /** The end of a map. */
  record Drop(String map) implements MapChange {}

  /** Writes it in a form that {@link #read} reads. */
  static void write(MapChange change, DataOutput out) throws IOException {
    if (change instanceof Put put) {
      out.writeByte('P');
      out.writeUTF(put.map());
      writeBytes(put.key(), out);
      writeBytes(put.value(), out);
    } else if (change instanceof Remove remove) {
      out.writeByte('R');
      out.writeUTF(remove.map());
      writeBytes(remove.key(), out);
    } else {
      out.writeByte('D');
      out.writeUTF(change.map());
    }
  }

  /** Reads one. */
  static MapChange read(DataInput in) throws IOException {
    byte kind = in.readByte();
    String map = in.readUTF();
    return switch (kind) {
      case 'P' -> new Put(map, readBytes(in), readBytes(in));
      case 'R' -> new Remove(map, readBytes(in));
      case 'D' -> new Drop(map);
      default -> throw new IOException("unknown change " + kind);
    };
  }

  private static void writeBytes(byte[] bytes, DataOutput out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] readBytes(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }
}
