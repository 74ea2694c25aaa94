package dev.errand.typecompiler;

import dev.errand.core.Violation;
import dev.errand.core.json.JsonTree;
import dev.errand.core.schema.JsonSchema;
import dev.errand.core.type.ReportType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a type has to keep: its own schema first, then what a schema cannot say. */
final class TypeRules {

  private final JsonSchema schema;

  /** The rules of a {@code type.schema.json}. */
  TypeRules(Map<String, Object> schema) {
    this.schema = new JsonSchema(schema);
  }

  /** Every rule that a type breaks; the second kind only if the first is kept. */
  List<Finding> findings(String name, YamlFile yaml) {
    List<Finding> findings = found(yaml, schema.violations(yaml.value()).stream());
    if (!findings.isEmpty()) {
      return findings;
    }
    ReportType type = ReportType.of(name, JsonTree.object(yaml.value()));
    findings.addAll(found(yaml, new RequestRules(type).violations().stream()));
    findings.addAll(found(yaml, new ColumnRules(type).violations().stream()));
    return findings;
  }

  private static List<Finding> found(YamlFile yaml, Stream<Violation> violations) {
    return new ArrayList<>(
        violations
            .map(violation -> yaml.finding(violation.pointer(), violation.detail()))
            .toList());
  }
}
