package dev.errand.functions.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.errand.functions.http.ClaimMapping;
import dev.errand.functions.http.Scope;
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
 * The contract of the API, {@code api/openapi.yaml}, which is read when it is first needed, with
 * the operator's names of scopes and the version that is deployed.
 */
final class Contract {

  private static final String FILE = "/openapi.yaml";
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private final String version;
  private final ClaimMapping claims;
  private JsonNode document;

  Contract(String version, ClaimMapping claims) {
    this.version = version;
    this.claims = claims;
  }

  /** The document. */
  synchronized JsonNode document() {
    if (document == null) {
      document = named(read());
    }
    return document;
  }

  /** The methods of a path in the contract; none if it does not have the path. */
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

  private JsonNode named(JsonNode node) {
    if (node.isTextual()) {
      return TextNode.valueOf(named(node.textValue()));
    }
    if (node.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      node.forEach(element -> array.add(named(element)));
      return array;
    }
    if (node.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      node.properties()
          .forEach(field -> object.set(named(field.getKey()), named(field.getValue())));
      return object;
    }
    return node;
  }

  private String named(String text) {
    return text.replace("reports:read", claims.name(Scope.READ))
        .replace("reports:write", claims.name(Scope.WRITE))
        .replace("reports:admin", claims.name(Scope.ADMIN));
  }

  private JsonNode read() {
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
