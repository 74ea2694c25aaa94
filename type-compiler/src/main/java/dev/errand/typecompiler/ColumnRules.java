package dev.errand.typecompiler;

import dev.errand.core.Violation;
import dev.errand.core.type.ReportType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules of a type's columns: each has a name of its own. */
final class ColumnRules {

  private final ReportType type;

  ColumnRules(ReportType type) {
    this.type = type;
  }

  List<Violation> violations() {
    List<Violation> violations = new ArrayList<>();
    Set<Object> names = new HashSet<>();
    for (int i = 0; i < type.columns().size(); i++) {
      if (!names.add(type.columns().get(i).get("name"))) {
        violations.add(new Violation("/columns/" + i + "/name", "Another column has this name."));
      }
    }
    return violations;
  }
}
