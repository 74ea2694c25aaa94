package dev.errand.typecompiler;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.errand.core.json.JsonTree;
import dev.errand.core.type.ReportType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Compiles {@code <type>/type.yaml} in a folder into {@code report-types/<type>.json}: the same
 * structure as JSON, for readers that have no time for YAML. {@code report-types/index.json} lists
 * the names.
 */
public final class TypeCompiler {

  private static final String FILE = "type.yaml";
  private static final String OUTPUT = "report-types";
  private static final String INDEX = "index";
  private static final Set<String> RESERVED = Set.of("target", INDEX);
  private static final String MISNAMED =
      "The name of a type has 1 to 20 small letters, digits and hyphens and begins with a letter;"
          + " index and target are taken.";

  private final Path folder;

  /** A compiler of the types in this folder, where {@code type.schema.json} is as well. */
  public TypeCompiler(Path folder) {
    this.folder = folder;
  }

  /**
   * Checks the types and writes them, and nothing else, into the folder {@code report-types} of
   * this one.
   *
   * @throws BrokenTypesException if a type breaks a rule
   */
  public void compile(Path output) throws IOException {
    SortedMap<String, Object> types = check();
    Path compiled = Files.createDirectories(output.resolve(OUTPUT));
    try (Stream<Path> earlier = Files.list(compiled)) {
      for (Path file : earlier.toList()) {
        Files.delete(file);
      }
    }
    write(compiled, INDEX, List.copyOf(types.keySet()));
    for (Map.Entry<String, Object> type : types.entrySet()) {
      write(compiled, type.getKey(), type.getValue());
    }
  }

  private SortedMap<String, Object> check() throws IOException {
    TypeRules rules = new TypeRules(JsonTree.object(read(folder.resolve("type.schema.json"))));
    List<Finding> findings = new ArrayList<>();
    SortedMap<String, Object> types = new TreeMap<>();
    for (String name : folders()) {
      Path shown = folder.toAbsolutePath().getFileName().resolve(name).resolve(FILE);
      Path file = folder.resolve(name).resolve(FILE);
      if (!ReportType.isName(name) || RESERVED.contains(name)) {
        findings.add(new Finding(shown, 1, MISNAMED));
      } else if (!Files.exists(file)) {
        findings.add(new Finding(shown, 1, "This file is missing."));
      } else {
        YamlFile yaml = YamlFile.read(file, shown);
        findings.addAll(rules.findings(name, yaml));
        types.put(name, yaml.value());
      }
    }
    if (!findings.isEmpty()) {
      throw new BrokenTypesException(findings);
    }
    return types;
  }

  /** Maven writes into one of them. */
  private List<String> folders() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(Files::isDirectory)
          .filter(entry -> !entry.endsWith("target") || Files.exists(entry.resolve(FILE)))
          .map(entry -> entry.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  private static Object read(Path file) throws IOException {
    return JSON.std.anyFrom(Files.readString(file));
  }

  private static void write(Path folder, String name, Object json) throws IOException {
    Files.writeString(folder.resolve(name + ".json"), JSON.std.asString(json));
  }
}
