import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** What a commit of MVStore with each write costs: time, and bytes of its file. */
final class MvStoreCommits {
  public static void main(String[] arguments) throws Exception {
    Path file = Files.createTempFile("commits", ".mv");
    Files.delete(file);
    MVStore store = new MVStore.Builder().fileName(file.toString()).autoCommitDisabled().open();
    MVMap<String, byte[]> map = store.openMap("items");
    int writes = 30_000;
    long begun = System.nanoTime();
    for (int i = 0; i < writes; i++) {
      map.put("key" + (i * 7919L % 20_000), new byte[500]);
      store.commit();
    }
    System.out.printf("%.2f ms and %,d bytes a write%n",
        (System.nanoTime() - begun) / 1e6 / writes, Files.size(file) / writes);
    store.closeImmediately();
    Files.delete(file);
  }
}
