package dev.errand.dynamodb.store;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The transactions that the store's file does not have yet, one record each: length, checksum,
 * sequence number and changes. A record that a kill or a full disk cut off counts as never written,
 * and so do the zeros that a power failure can leave behind the last one.
 */
final class Journal implements AutoCloseable {

  /** A transaction; numbers rise by one. */
  record Entry(long sequence, List<MapChange> changes) {}

  /** What takes entries in their order. */
  interface Reader {
    void accept(Entry entry);
  }

  private static final int HEADER_BYTES = Integer.BYTES + Integer.BYTES;
  private static final int READ_BUFFER_BYTES = 1 << 16;

  /** Not a channel: that is closed for all when a thread that uses it is interrupted. */
  private final RandomAccessFile file;

  private long length;

  private Journal(RandomAccessFile file) {
    this.file = file;
  }

  /** Opens it, or makes an empty one. {@link #replay} comes before the first {@link #append}. */
  static Journal open(Path file) throws IOException {
    return new Journal(new RandomAccessFile(file.toFile(), "rw"));
  }

  /** Bytes in it. */
  long length() {
    return length;
  }

  /** Reads all whole entries and cuts off what follows the last of them. */
  void replay(Reader reader) throws IOException {
    file.seek(0);
    // not closed: that would close the file
    DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(new FileInputStream(file.getFD()), READ_BUFFER_BYTES));
    long end = file.length();
    length = 0;
    while (end - length >= HEADER_BYTES) {
      int size = in.readInt();
      int checksum = in.readInt();
      if (size <= 0 || size > end - length - HEADER_BYTES) {
        break;
      }
      byte[] body = in.readNBytes(size);
      if (checksum != checksum(body)) {
        break;
      }
      reader.accept(entry(body));
      length += HEADER_BYTES + size;
    }
    file.setLength(length);
  }

  /**
   * Adds an entry. The operating system has it when this returns, so it survives the end of this
   * process, though not that of the machine.
   *
   * @throws IOException if the disk does not take it; then the journal is as before
   */
  void append(Entry entry) throws IOException {
    byte[] body = body(entry);
    byte[] record =
        ByteBuffer.allocate(HEADER_BYTES + body.length)
            .putInt(body.length)
            .putInt(checksum(body))
            .put(body)
            .array();
    try {
      file.seek(length);
      file.write(record);
    } catch (IOException e) {
      file.setLength(length);
      throw e;
    }
    length += record.length;
  }

  /** Empties it. */
  void clear() throws IOException {
    file.setLength(0);
    length = 0;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private static byte[] body(Entry entry) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(entry.sequence());
    out.writeInt(entry.changes().size());
    for (MapChange change : entry.changes()) {
      MapChange.write(change, out);
    }
    return bytes.toByteArray();
  }

  private static Entry entry(byte[] body) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(body));
    long sequence = in.readLong();
    int count = in.readInt();
    List<MapChange> changes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      changes.add(MapChange.read(in));
    }
    return new Entry(sequence, changes);
  }

  private static int checksum(byte[] body) {
    CRC32C crc = new CRC32C();
    crc.update(body);
    return (int) crc.getValue();
  }
}
