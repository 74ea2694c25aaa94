package dev.errand.local.lambda;

import dev.errand.local.files.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Unpacks function packages, each content once. The files are read-only; the folders are not, so
 * that their owner can delete them. The time of the files depends on the package's content alone,
 * so that a {@link dev.errand.local.process.ClassArchive} fits each folder with this package and no
 * other.
 */
public final class FunctionCode {

  /** Hex digits of the package's digest that name its folder. */
  private static final int DIGEST_LENGTH = 32;

  private static final String LIBRARIES = "lib";

  private static final Logger LOG = LoggerFactory.getLogger(FunctionCode.class);

  /** A state of a package's file; as long as it stays, it is not read again. */
  private record Version(Path zip, FileTime modified, long bytes) {

    static Version of(Path zip) throws IOException {
      return new Version(zip, Files.getLastModifiedTime(zip), Files.size(zip));
    }
  }

  private final Path folder;
  private final Map<Version, Path> unpacked = new HashMap<>();

  /**
   * @param folder takes one folder for each package, named by its digest
   */
  public FunctionCode(Path folder) {
    this.folder = folder;
  }

  /**
   * The folder of an unpacked package.
   *
   * @throws IllegalStateException if there is no package, with the command that builds it
   */
  public synchronized Path unpack(Path zip) {
    if (!Files.isRegularFile(zip)) {
      throw new IllegalStateException(
          "%s is missing. Build it first: mvn -DskipTests package".formatted(zip));
    }
    try {
      Version version = Version.of(zip);
      Path known = unpacked.get(version);
      if (known != null && Files.isDirectory(known)) {
        return known;
      }
      Path target = unpackNew(zip);
      unpacked.put(version, target);
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack " + zip, e);
    }
  }

  /**
   * The libraries of an unpacked package, relative to its folder and in the order of their names.
   *
   * @param root the folder
   */
  public static List<String> libraries(Path root) {
    String[] names = root.resolve(LIBRARIES).toFile().list();
    return Stream.of(names == null ? new String[0] : names)
        .filter(name -> name.endsWith(".jar"))
        .sorted()
        .map(name -> LIBRARIES + "/" + name)
        .toList();
  }

  private Path unpackNew(Path zip) throws IOException {
    String digest = Digests.sha256(zip).substring(0, DIGEST_LENGTH);
    Path target = folder.resolve(digest);
    if (!Files.isDirectory(target)) {
      Files.createDirectories(folder);
      Path draft = Files.createTempDirectory(folder, "unpacking-");
      extract(zip, draft, timeOf(digest));
      moveInPlace(draft, target);
    }
    return target;
  }

  /** In whole seconds, as every file system and every JVM keeps it. */
  private static FileTime timeOf(String digest) {
    return FileTime.from(Long.parseLong(digest.substring(0, 7), 16), TimeUnit.SECONDS);
  }

  private static void extract(Path zip, Path target, FileTime modified) throws IOException {
    try (InputStream file = Files.newInputStream(zip);
        ZipInputStream entries = new ZipInputStream(file)) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException("an entry leads out of the package: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(path);
        } else {
          Files.createDirectories(path.getParent());
          Files.copy(entries, path);
          Files.setLastModifiedTime(path, modified);
          makeReadOnly(path);
        }
      }
    }
  }

  private static void makeReadOnly(Path path) throws IOException {
    if (!path.toFile().setReadOnly()) {
      throw new IOException("cannot make read-only: " + path);
    }
  }

  /** Another process may have been faster. */
  private static void moveInPlace(Path draft, Path target) throws IOException {
    try {
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!Files.isDirectory(target)) {
        throw e;
      }
      deleteAll(draft);
    }
  }

  /** Deletes every unpacked package but these, and what a kill left half unpacked. */
  synchronized void keepOnly(Set<Path> used) {
    try (Stream<Path> folders = Files.list(folder)) {
      for (Path old : folders.filter(FunctionCode::isPackage).toList()) {
        if (!used.contains(old)) {
          deleteAll(old);
        }
      }
    } catch (IOException e) {
      LOG.warn("old function packages stay in {}: {}", folder, e.toString());
    }
  }

  private static boolean isPackage(Path path) {
    return Files.isDirectory(path)
        && path.getFileName().toString().matches("[0-9a-f]{32}|unpacking-.*");
  }

  private static void deleteAll(Path root) throws IOException {
    makeWritable(root);
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** Earlier versions of the stage made this folder read-only. */
  private static void makeWritable(Path root) throws IOException {
    if (!root.toFile().setWritable(true, true)) {
      throw new IOException("cannot make writable: " + root);
    }
  }
}
