package dev.errand.typecompiler;

import java.util.List;
import java.util.stream.Collectors;

/** The report types break rules: each by file, line and rule, one a line. */
public final class BrokenTypesException extends RuntimeException {

  private static final long serialVersionUID = 1;

  BrokenTypesException(List<Finding> findings) {
    super(findings.stream().map(Finding::toString).collect(Collectors.joining("\n")));
  }

  BrokenTypesException(Finding finding) {
    this(List.of(finding));
  }
}
