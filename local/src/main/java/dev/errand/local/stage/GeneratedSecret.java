package dev.errand.local.stage;

import dev.errand.local.template.SecretSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.stream.Collectors;

/** A secret that the template generates: generated when it is first needed, and kept. */
record GeneratedSecret(DataFolder folder, SecretSpec secret) {

  private static final String CHARACTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  String text() {
    String file = "secret-" + secret.name();
    Path path = folder.path().resolve(file);
    try {
      if (!Files.exists(path)) {
        folder.write(file, drawn());
      }
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  private String drawn() {
    return new SecureRandom()
        .ints(secret.length(), 0, CHARACTERS.length())
        .mapToObj(index -> CHARACTERS.substring(index, index + 1))
        .collect(Collectors.joining());
  }
}
