package dev.errand.local.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;

/** Writes a file whole or not at all: a process that is killed leaves the old content. */
public final class AtomicFile {

  private AtomicFile() {}

  /**
   * Replaces a file's content. Its folder must exist.
   *
   * @param attributes of the file, such as its permissions
   * @throws IOException if it cannot be written; the file then has its old content
   */
  public static void write(Path file, String content, FileAttribute<?>... attributes)
      throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    try {
      if (attributes.length > 0) {
        deleteFile(draft);
        Files.createFile(draft, attributes);
      }
      Files.writeString(draft, content);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      try {
        deleteFile(draft);
      } catch (IOException undeleted) {
        e.addSuppressed(undeleted);
      }
      throw e;
    }
  }

  /** Deletes a draft, unless it is a folder. */
  private static void deleteFile(Path draft) throws IOException {
    if (Files.isRegularFile(draft, LinkOption.NOFOLLOW_LINKS)) {
      Files.delete(draft);
    }
  }
}
