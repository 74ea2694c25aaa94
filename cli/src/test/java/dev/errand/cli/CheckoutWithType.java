package dev.errand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A checkout with one more report type, as it is after a build. All that does not change is a link
 * into this checkout.
 */
final class CheckoutWithType implements AutoCloseable {

  private static final String TEMPLATE = "template.yaml";
  private static final String TYPES = "report-types";
  private static final String ZIP = "functions/target/functions.zip";
  private static final String APP = "worker/target/app";
  private static final String WORKER = "worker.jar";

  private final Path root;
  private final List<Path> links = new ArrayList<>();

  private CheckoutWithType(Path root) {
    this.root = root;
  }

  /**
   * Makes one.
   *
   * @param folder a new folder
   * @param description the folder of the type
   * @param resources what the template has for the type
   */
  static CheckoutWithType in(Path folder, Path description, TypeResources resources)
      throws IOException {
    CheckoutWithType checkout = new CheckoutWithType(folder);
    checkout.make(description, resources);
    return checkout;
  }

  /** The folder of {@code template.yaml}. */
  Path root() {
    return root;
  }

  private void make(Path description, TypeResources resources) throws IOException {
    link("", List.of(TEMPLATE, TYPES, "functions", "worker"));
    Files.writeString(
        root.resolve(TEMPLATE),
        resources.addedTo(Files.readString(StageProcess.ROOT.resolve(TEMPLATE))));
    link(TYPES, List.of());
    copy(description, root.resolve(TYPES).resolve(resources.type()));
    Path jar = typesJar();
    link("worker", List.of("target"));
    link(APP, List.of("lib", WORKER));
    // no link: Java follows it, and finds the jars that lie where it leads to
    Files.copy(StageProcess.ROOT.resolve(APP).resolve(WORKER), root.resolve(APP).resolve(WORKER));
    link(APP + "/lib", List.of());
    replaceLink(root.resolve(APP).resolve("lib"), jar);
    Files.createDirectories(root.resolve(ZIP).getParent());
    Files.copy(StageProcess.ROOT.resolve(ZIP), root.resolve(ZIP));
    try (FileSystem zip = FileSystems.newFileSystem(root.resolve(ZIP))) {
      Path library = only(zip.getPath("/lib"));
      Files.copy(jar, library, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** What the module {@code report-types} builds. */
  private Path typesJar() throws IOException {
    Path classes = Files.createDirectories(root.resolve("target-types"));
    dev.errand.typecompiler.Main.main(
        new String[] {root.resolve(TYPES).toString(), classes.toString()});
    Path jar = root.resolve("types.jar");
    try (FileSystem zip = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
      copy(classes, zip.getPath("/"));
    }
    return jar;
  }

  private void replaceLink(Path lib, Path jar) throws IOException {
    Path link = only(lib);
    assertThat(links.remove(link)).isTrue();
    Files.delete(link);
    Files.copy(jar, link);
  }

  /** The jar of the report types in a folder of jars. */
  private static Path only(Path folder) throws IOException {
    try (Stream<Path> jars = Files.list(folder)) {
      return jars.filter(jar -> jar.getFileName().toString().startsWith("errand-report-types"))
          .reduce(
              (one, another) -> {
                throw new AssertionError("both " + one + " and " + another);
              })
          .orElseThrow();
    }
  }

  /** Makes a folder whose entries, but for these, are links to those of this checkout. */
  private void link(String name, List<String> except) throws IOException {
    Path folder = Files.createDirectories(root.resolve(name));
    try (Stream<Path> entries = Files.list(StageProcess.ROOT.resolve(name))) {
      for (Path entry : entries.toList()) {
        if (!except.contains(entry.getFileName().toString())) {
          links.add(Files.createSymbolicLink(folder.resolve(entry.getFileName()), entry));
        }
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  /** Deletes the links, so that nobody follows them to delete what they lead to. */
  @Override
  public void close() throws IOException {
    for (Path link : links) {
      Files.delete(link);
    }
  }
}
