package dev.errand.typecompiler;

import dev.errand.core.Violation;
import dev.errand.core.type.ReportType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules of a type's columns: each has a name of its own, and a decimal fits into its digits.
 */
final class ColumnRules {

  private static final String PRECISION = "precision";
  private static final String SCALE = "scale";

  private final ReportType type;
  private final List<Violation> violations = new ArrayList<>();

  ColumnRules(ReportType type) {
    this.type = type;
  }

  List<Violation> violations() {
    Set<Object> names = new HashSet<>();
    for (int i = 0; i < type.columns().size(); i++) {
      Map<String, ?> column = type.columns().get(i);
      String pointer = "/columns/" + i;
      if (!names.add(column.get("name"))) {
        add(pointer, "name", "Another column has this name.");
      }
      checkDigits(column, pointer);
    }
    return violations;
  }

  private void checkDigits(Map<String, ?> column, String pointer) {
    boolean hasPrecision = column.containsKey(PRECISION);
    boolean hasScale = column.containsKey(SCALE);
    if (!hasPrecision && !hasScale) {
      return;
    }
    if (!"decimal".equals(column.get("type"))) {
      add(pointer, hasPrecision ? PRECISION : SCALE, "Only a column of type decimal may have it.");
    } else if (!hasPrecision) {
      add(pointer, SCALE, "Needs a precision beside it.");
    } else if (!hasScale) {
      add(pointer, PRECISION, "Needs a scale beside it.");
    } else if ((int) column.get(SCALE) > (int) column.get(PRECISION)) {
      add(pointer, SCALE, "Must not be greater than the precision.");
    }
  }

  private void add(String pointer, String field, String detail) {
    violations.add(new Violation(pointer + "/" + field, detail));
  }
}
