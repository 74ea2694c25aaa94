package dev.errand.local.lambda;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A function package made from test classes, laid out as ours are: {@code lib/*.jar}. */
public final class ToyPackage {

  private ToyPackage() {}

  public static Path write(Path zip) throws IOException {
    ByteArrayOutputStream jar = new ByteArrayOutputStream();
    try (ZipOutputStream entries = new JarOutputStream(jar)) {
      for (Class<?> type : List.of(ToyFunction.class, BrokenFunction.class)) {
        String name = type.getName().replace('.', '/') + ".class";
        entries.putNextEntry(new ZipEntry(name));
        try (InputStream in = type.getClassLoader().getResourceAsStream(name)) {
          in.transferTo(entries);
        }
      }
    }
    Files.createDirectories(zip.toAbsolutePath().getParent());
    try (ZipOutputStream entries = new ZipOutputStream(Files.newOutputStream(zip))) {
      entries.putNextEntry(new ZipEntry("lib/toy.jar"));
      entries.write(jar.toByteArray());
    }
    return zip;
  }
}
