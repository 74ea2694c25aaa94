package dev.errand.local.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The runtime interface client's native library, unpacked once. Without this, every process unpacks
 * it to the same file under {@code /tmp}, and a process that loads the file while another writes it
 * fails.
 */
public final class NativeLibrary {

  /** The client's system property for the path of the library. */
  private static final String PROPERTY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  private NativeLibrary() {}

  /**
   * Unpacks the library for this machine.
   *
   * @param runtime the folder of the runtime interface client's jars
   * @return the JVM option that makes the client load it
   */
  public static String option(Path runtime, Path folder) {
    String name =
        "libaws-lambda-jni.linux%s-%s.so".formatted(isMusl() ? "_musl" : "", architecture());
    Path library = folder.resolve(name).toAbsolutePath();
    if (!Files.exists(library)) {
      unpack(runtime, name, library);
    }
    return "-D%s=%s".formatted(PROPERTY, library);
  }

  private static void unpack(Path runtime, String name, Path library) {
    try (ZipFile jar = new ZipFile(client(runtime).toFile())) {
      ZipEntry entry = jar.getEntry("jni/" + name);
      if (entry == null) {
        throw new IllegalStateException(
            "AWS's Lambda runtime interface client has no native library for this machine: "
                + name);
      }
      Files.createDirectories(library.getParent());
      Path draft = Files.createTempFile(library.getParent(), "unpacking-", ".so");
      try (InputStream in = jar.getInputStream(entry)) {
        Files.copy(in, draft, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.move(draft, library, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack " + name, e);
    }
  }

  private static Path client(Path runtime) throws IOException {
    if (!Files.isDirectory(runtime)) {
      throw new IllegalStateException(
          "%s is missing. Build it first: mvn -DskipTests package".formatted(runtime));
    }
    try (Stream<Path> jars = Files.list(runtime)) {
      return jars.filter(
              jar ->
                  jar.getFileName()
                      .toString()
                      .startsWith("aws-lambda-java-runtime-interface-client-"))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalStateException(
                      "the runtime interface client is missing in " + runtime));
    }
  }

  private static String architecture() {
    String architecture = System.getProperty("os.arch");
    return architecture.equals("amd64") ? "x86_64" : architecture.replace("aarch64", "aarch_64");
  }

  private static boolean isMusl() {
    return Files.exists(Path.of("/lib/ld-musl-x86_64.so.1"))
        || Files.exists(Path.of("/lib/ld-musl-aarch64.so.1"));
  }
}
