package dev.errand.local.container;

import dev.errand.local.files.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A digest of all that an image is built from. */
final class FolderDigest {

  private FolderDigest() {}

  /** SHA-256 of the names, the contents and the modes of a folder's files, in hexadecimal. */
  static String of(Path folder) throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path file : files(folder)) {
      all.append(folder.relativize(file))
          .append('\0')
          .append(Files.isExecutable(file) ? 'x' : '-')
          .append(content(file))
          .append('\n');
    }
    return Digests.sha256(all.toString());
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    }
  }

  /** Of a link, where it leads to: an image has links as they are. */
  private static String content(Path file) throws IOException {
    return Files.isSymbolicLink(file)
        ? "link " + Files.readSymbolicLink(file)
        : Digests.sha256(file);
  }
}
