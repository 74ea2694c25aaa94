package dev.errand.dynamodb.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.h2.store.fs.FileUtils;

/**
 * What a crash can leave in the folder: a journal that ends anywhere, a file from before the last
 * write of it, both as they are in the middle of a write.
 */
class CrashTest {

  private static final byte[] LOWEST = {};

  /** With it the store writes its file with every seventh transaction. */
  private static final int FILLER_BYTES = 600_000;

  private Path folder;

  @BeforeTry
  void makeFolder() throws IOException {
    folder = Files.createTempDirectory("crash");
  }

  @AfterTry
  void deleteFolder() {
    FileUtils.deleteRecursive(folder.toString(), false);
  }

  @Example
  void aJournalThatEndsAtAnyByteGivesTheTransactionsBeforeIt() throws IOException {
    List<Long> ends = new ArrayList<>();
    byte[] journal;
    try (MapStore store = MapStore.open(folder.resolve("whole"))) {
      for (int i = 0; i < 3; i++) {
        put(store, i, 10);
        ends.add(Files.size(folder.resolve("whole/journal")));
      }
      journal = Files.readAllBytes(folder.resolve("whole/journal"));
    }
    for (int end = 0; end <= journal.length; end++) {
      int cut = end;
      assertThat(idsAfter("cut" + end, Arrays.copyOf(journal, end)))
          .as("cut at %d", end)
          .isEqualTo(upTo((int) ends.stream().filter(one -> one <= cut).count()));
    }
  }

  /** A file system can have the new length of a file on the disk before its content. */
  @Property(tries = 60)
  void aJournalWhoseEndIsZerosOrOtherBytesGivesTheTransactionsBeforeIt(
      @ForAll @IntRange(max = 40) int more, @ForAll boolean zeros, @ForAll long seed)
      throws IOException {
    byte[] journal;
    try (MapStore store = MapStore.open(folder.resolve("whole"))) {
      put(store, 0, 10);
      put(store, 1, 10);
      journal = Files.readAllBytes(folder.resolve("whole/journal"));
    }
    byte[] longer = Arrays.copyOf(journal, journal.length + more);
    if (!zeros) {
      byte[] noise = new byte[more];
      new Random(seed).nextBytes(noise);
      System.arraycopy(noise, 0, longer, journal.length, more);
    }
    assertThat(idsAfter("longer", longer)).isEqualTo(upTo(2));
  }

  @Property(tries = 60)
  void aDamagedTransactionEndsTheJournalAndIsWrittenOver(@ForAll @IntRange(max = 10_000) int where)
      throws IOException {
    List<Long> ends = new ArrayList<>(List.of(0L));
    byte[] journal;
    try (MapStore store = MapStore.open(folder.resolve("whole"))) {
      for (int i = 0; i < 4; i++) {
        put(store, i, 10);
        ends.add(Files.size(folder.resolve("whole/journal")));
      }
      journal = Files.readAllBytes(folder.resolve("whole/journal"));
    }
    int damaged = where % journal.length;
    journal[damaged] ^= 0x40;
    int whole = (int) ends.stream().filter(end -> end <= damaged).count() - 1;

    assertThat(idsAfter("damaged", journal)).isEqualTo(upTo(whole));

    try (MapStore store = MapStore.open(folder.resolve("damaged"))) {
      put(store, whole, 10);
    }
    assertThat(ids(folder.resolve("damaged"))).isEqualTo(upTo(whole + 1));
  }

  @Example
  void aFileFromBeforeTheLastWriteOfItAndItsJournalGiveEverything() throws IOException {
    Path whole = folder.resolve("whole");
    Path before = folder.resolve("before");
    Files.createDirectories(before);
    try (MapStore store = MapStore.open(whole)) {
      put(store, 0, 10);
    }
    Files.copy(whole.resolve("tables.mv"), before.resolve("tables.mv"));
    try (MapStore store = MapStore.open(whole)) {
      put(store, 1, 10);
      put(store, 2, 10);
      Files.copy(whole.resolve("journal"), before.resolve("journal"));
    }
    // the crash was after the file was written and before the journal was emptied
    Path after = folder.resolve("after");
    Files.createDirectories(after);
    Files.copy(whole.resolve("tables.mv"), after.resolve("tables.mv"));
    Files.copy(before.resolve("journal"), after.resolve("journal"));

    assertThat(ids(before)).isEqualTo(upTo(3));
    assertThat(ids(after)).isEqualTo(upTo(3));
  }

  @Example
  void theFileStaysSmallWhileOneValueIsWrittenManyTimes() throws IOException {
    Path whole = folder.resolve("whole");
    try (MapStore store = MapStore.open(whole)) {
      for (int id = 0; id < 700; id++) {
        put(store, id, FILLER_BYTES);
      }
    }
    assertThat(Files.size(whole.resolve("tables.mv"))).isLessThan(40L << 20);
    assertThat(ids(whole)).isEqualTo(upTo(700));
  }

  /**
   * The file is copied before the journal. So what the copy has is what a crash at the moment of
   * the first copy leaves, or a file that is older than its journal, and the journal is emptied
   * only after the file is written; a copy across that moment is taken again. Each copy lets the
   * writer do fewer transactions than fit into a journal, so a copy between two such moments comes.
   */
  @Example
  void aFolderAsItIsAtAnyMomentHasAllThatWasAcknowledgedBefore() throws Exception {
    Path whole = folder.resolve("whole");
    AtomicInteger acknowledged = new AtomicInteger();
    AtomicBoolean copying = new AtomicBoolean(true);
    Semaphore allowed = new Semaphore(0);
    ExecutorService writing = Executors.newSingleThreadExecutor();
    try (MapStore store = MapStore.open(whole)) {
      put(store, 0, 1);
      acknowledged.set(1);
      Future<?> written =
          writing.submit(
              () -> {
                while (copying.get()) {
                  if (allowed.tryAcquire(1, TimeUnit.SECONDS)) {
                    put(store, acknowledged.get(), FILLER_BYTES);
                    acknowledged.incrementAndGet();
                  }
                }
                return null;
              });
      for (int copies = 0; copies < 15 && !written.isDone(); ) {
        Path copy = folder.resolve("copy");
        int least = acknowledged.get();
        allowed.drainPermits();
        allowed.release(5);
        if (copyWithinOneJournal(whole, copy)) {
          copies++;
          SortedSet<Integer> found = ids(copy);
          assertThat(found).as("copy %d", copies).isEqualTo(upTo(found.size()));
          assertThat(found).as("copy %d", copies).hasSizeGreaterThanOrEqualTo(least);
        }
        FileUtils.deleteRecursive(copy.toString(), false);
      }
      copying.set(false);
      written.get();
    } finally {
      copying.set(false);
      writing.shutdownNow();
    }
    assertThat(ids(whole)).isEqualTo(upTo(acknowledged.get()));
  }

  /** Whether the journal was not emptied in between. */
  private static boolean copyWithinOneJournal(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    byte[] before = Files.readAllBytes(from.resolve("journal"));
    Files.copy(from.resolve("tables.mv"), to.resolve("tables.mv"));
    byte[] after = Files.readAllBytes(from.resolve("journal"));
    Files.write(to.resolve("journal"), after);
    return after.length >= before.length
        && before.length > 0
        && Arrays.equals(before, 0, before.length, after, 0, before.length);
  }

  private SortedSet<Integer> idsAfter(String name, byte[] journal) throws IOException {
    Path copy = folder.resolve(name);
    Files.createDirectories(copy);
    Files.write(copy.resolve("journal"), journal);
    return ids(copy);
  }

  /** Puts an id into two maps, so that a half of a transaction shows. */
  private static void put(MapStore store, int id, int bytes) {
    store.write(
        maps -> {
          byte[] key = ByteBuffer.allocate(Integer.BYTES).putInt(id).array();
          maps.put("one", key, LOWEST);
          maps.put("filler", LOWEST, new byte[bytes]);
          maps.put("two", key, LOWEST);
          return null;
        });
  }

  private static SortedSet<Integer> ids(Path folder) {
    try (MapStore store = MapStore.open(folder)) {
      return store.read(
          maps -> {
            SortedSet<Integer> one = ids(maps, "one");
            assertThat(ids(maps, "two")).isEqualTo(one);
            return one;
          });
    }
  }

  private static SortedSet<Integer> ids(MapReader maps, String map) {
    TreeSet<Integer> ids = new TreeSet<>();
    var entries = maps.range(map, LOWEST, null, false);
    while (entries.hasNext()) {
      Map.Entry<byte[], byte[]> entry = entries.next();
      ids.add(ByteBuffer.wrap(entry.getKey()).getInt());
    }
    return ids;
  }

  private static SortedSet<Integer> upTo(int end) {
    TreeSet<Integer> ids = new TreeSet<>();
    for (int i = 0; i < end; i++) {
      ids.add(i);
    }
    return ids;
  }
}
