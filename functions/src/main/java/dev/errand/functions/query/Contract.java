package dev.errand.functions.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The contract of the API, {@code api/openapi.yaml}, which is read when it is first needed. Its
 * {@code info.version} is the version that is deployed.
 */
final class Contract {

  private static final String FILE = "/openapi.yaml";
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private final String version;
  private JsonNode document;

  Contract(String version) {
    this.version = version;
  }

  /** The document. */
  synchronized JsonNode document() {
    if (document == null) {
      document = read(version);
    }
    return document;
  }

  /** The methods that the contract knows for a path; none if it does not know the path. */
  Set<String> methods(String path) {
    return document().path("paths").properties().stream()
        .filter(template -> matches(template.getKey(), path))
        .flatMap(template -> template.getValue().propertyStream())
        .map(Map.Entry::getKey)
        .filter(METHODS::contains)
        .map(method -> method.toUpperCase(Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean matches(String template, String path) {
    String[] wanted = template.split("/", -1);
    String[] given = path.split("/", -1);
    return wanted.length == given.length
        && IntStream.range(0, wanted.length)
            .allMatch(
                i -> wanted[i].startsWith("{") ? !given[i].isEmpty() : wanted[i].equals(given[i]));
  }

  private static JsonNode read(String version) {
    try (InputStream yaml = Contract.class.getResourceAsStream(FILE)) {
      ObjectNode document =
          new ObjectMapper()
              .valueToTree(new Load(LoadSettings.builder().build()).loadFromInputStream(yaml));
      document.withObjectProperty("info").put("version", version);
      return document;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
