package dev.errand.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of the checkout that describe what is deployed. */
final class Deployment {

  static final Path ROOT = root();
  static final Path TEMPLATE = ROOT.resolve("template.yaml");
  static final Path TRANSLATE = ROOT.resolve("deploy/translate.py");
  static final Path TRANSLATED = ROOT.resolve("deploy/cloudformation.json");

  private Deployment() {}

  /** {@code template.yaml} as it is written, intrinsic functions in their long form. */
  static JsonNode template() {
    return TemplateYaml.read(text(TEMPLATE));
  }

  /** What SAM made of it. */
  static JsonNode translated() {
    return json(text(TRANSLATED));
  }

  static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("template.yaml"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
