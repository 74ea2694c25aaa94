package dev.errand.dynamodb.store;

import dev.errand.dynamodb.DynamoDbException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * The maps. Transactions run one after another, so they are serializable; readers read all of a
 * transaction or nothing of it. A transaction is in the journal before it can be read. The store's
 * file is brought up to date when the journal has grown, and when the store is closed.
 */
public final class MapStore implements AutoCloseable {

  private static final String FILE = "tables.mv";
  private static final String JOURNAL = "journal";
  private static final long JOURNAL_LIMIT_BYTES = 4L << 20;

  private static final String STATE = "state";
  private static final byte[] SEQUENCE = "sequence".getBytes(StandardCharsets.US_ASCII);

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Path folder;
  private final Journal journal;
  private MVStore store;
  private Maps maps;
  private long sequence;
  private boolean closed;

  private MapStore(Path folder, Journal journal) {
    this.folder = folder;
    this.journal = journal;
  }

  /** A store in memory. */
  public static MapStore inMemory() {
    MapStore maps = new MapStore(null, null);
    maps.store = new MVStore.Builder().autoCommitDisabled().autoCommitBufferSize(0).open();
    maps.maps = new Maps(maps.store);
    return maps;
  }

  /**
   * Opens the store of a folder, or makes a new one.
   *
   * @throws IllegalStateException if another process has it open, or its file cannot be read
   */
  public static MapStore open(Path folder) {
    boolean interrupted = Thread.interrupted();
    try {
      Files.createDirectories(folder);
      MapStore maps = new MapStore(folder, Journal.open(folder.resolve(JOURNAL)));
      try {
        maps.openFile();
      } catch (IOException | RuntimeException e) {
        maps.journal.close();
        throw e;
      }
      return maps;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the table store in " + folder, e);
    } finally {
      restore(interrupted);
    }
  }

  private void openFile() throws IOException {
    openStore();
    journal.replay(
        entry -> {
          if (entry.sequence() > sequence) {
            maps.apply(entry.changes());
            sequence = entry.sequence();
          }
        });
  }

  private void openStore() {
    store = StoreFile.open(folder.resolve(FILE));
    maps = new Maps(store);
    byte[] stored = maps.get(STATE, SEQUENCE);
    sequence = stored == null ? 0 : ByteBuffer.wrap(stored).getLong();
  }

  /** Reads, while nothing is written. */
  public <T> T read(Function<MapReader, T> reading) {
    boolean interrupted = Thread.interrupted();
    lock.readLock().lock();
    try {
      if (maps != null) {
        return reading.apply(maps);
      }
    } finally {
      lock.readLock().unlock();
      restore(interrupted);
    }
    return write(reading::apply);
  }

  /** An interrupt would close the store's files, so it is deferred. */
  private static void restore(boolean interrupted) {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Runs a transaction.
   *
   * @param writing decides on the changes; if it throws, there are none
   * @return what it returned, when its changes are durable
   * @throws DynamoDbException an InternalServerError if they cannot be written; then there are none
   */
  public <T> T write(Function<MapWriter, T> writing) {
    boolean interrupted = Thread.interrupted();
    lock.writeLock().lock();
    try {
      ensureOpen();
      Transaction transaction = new Transaction(maps);
      T result = writing.apply(transaction);
      if (!transaction.changes.isEmpty()) {
        commit(transaction.changes);
      }
      return result;
    } finally {
      lock.writeLock().unlock();
      restore(interrupted);
    }
  }

  private void ensureOpen() {
    if (closed) {
      throw DynamoDbException.internal("The table store is closed", null);
    }
    if (maps == null) {
      try {
        openFile();
      } catch (IOException | RuntimeException e) {
        throw DynamoDbException.internal(e.getMessage(), e);
      }
    }
  }

  private void commit(List<MapChange> changes) {
    if (journal != null) {
      try {
        journal.append(new Journal.Entry(sequence + 1, changes));
      } catch (IOException e) {
        throw DynamoDbException.internal(
            "The table store could not write to %s: %s".formatted(folder, e.getMessage()), e);
      }
    }
    sequence++;
    try {
      maps.apply(changes);
    } catch (MVStoreException e) {
      reopenWithNextCall();
      return;
    }
    if (journal != null && journal.length() > JOURNAL_LIMIT_BYTES) {
      writeFile();
    }
  }

  /** The file is as it was last written, and the journal has all that came after. */
  private void reopenWithNextCall() {
    store.closeImmediately();
    maps = null;
  }

  /**
   * Brings the file up to date and empties the journal. What cannot be written now stays in the
   * journal. The file is closed and opened again: only of a closed file it is certain that MVStore
   * finds its latest version after a kill.
   */
  private void writeFile() {
    try {
      closeStore();
      openStore();
    } catch (MVStoreException | IllegalStateException | IOException e) {
      reopenWithNextCall();
    }
  }

  private void closeStore() throws IOException {
    maps.apply(
        List.of(
            new MapChange.Put(
                STATE, SEQUENCE, ByteBuffer.allocate(Long.BYTES).putLong(sequence).array())));
    StoreFile.close(store, folder.resolve(FILE));
    journal.clear();
  }

  /** Closes it; all changes are then in its file, or in the journal. */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    lock.writeLock().lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      if (maps != null && journal == null) {
        store.close();
      } else if (maps != null) {
        closeKeepingJournal();
      }
      if (journal != null) {
        journal.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      maps = null;
      lock.writeLock().unlock();
      restore(interrupted);
    }
  }

  /** On a full disk the journal keeps what the file cannot take. */
  private void closeKeepingJournal() {
    try {
      closeStore();
    } catch (MVStoreException | IOException e) {
      store.closeImmediately();
    }
  }

  private static final class Transaction implements MapWriter {
    private final Maps maps;
    private final List<MapChange> changes = new ArrayList<>();

    Transaction(Maps maps) {
      this.maps = maps;
    }

    @Override
    public byte[] get(String map, byte[] key) {
      return maps.get(map, key);
    }

    @Override
    public java.util.Iterator<java.util.Map.Entry<byte[], byte[]>> range(
        String map, byte[] from, byte[] to, boolean descending) {
      return maps.range(map, from, to, descending);
    }

    @Override
    public long count(String map) {
      return maps.count(map);
    }

    @Override
    public void put(String map, byte[] key, byte[] value) {
      changes.add(new MapChange.Put(map, key, value));
    }

    @Override
    public void remove(String map, byte[] key) {
      changes.add(new MapChange.Remove(map, key));
    }

    @Override
    public void drop(String map) {
      changes.add(new MapChange.Drop(map));
    }
  }
}
