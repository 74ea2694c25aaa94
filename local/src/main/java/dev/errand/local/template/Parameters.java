package dev.errand.local.template;

import dev.errand.local.template.TemplateNode.Scalar;
import dev.errand.local.template.TemplateNode.Sequence;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The values of the template's parameters, checked against their constraints. */
final class Parameters {

  private static final Set<String> KNOWN =
      Set.of(
          "Type",
          "Description",
          "Default",
          "AllowedPattern",
          "AllowedValues",
          "ConstraintDescription",
          "MinValue",
          "MaxValue",
          "MinLength",
          "MaxLength",
          "NoEcho");

  private final Map<String, TemplateNode> values = new LinkedHashMap<>();

  Parameters(Optional<Section> declared, Map<String, String> given) {
    declared.ifPresent(
        parameters -> {
          for (String name : parameters.names()) {
            values.put(name, value(name, parameters.section(name).only(KNOWN), given.get(name)));
          }
        });
  }

  Optional<TemplateNode> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  private static TemplateNode value(String name, Section declaration, String given) {
    String text =
        Optional.ofNullable(given)
            .or(() -> declaration.optionalText("Default"))
            .orElseThrow(
                () ->
                    new TemplateException(
                        declaration.line(),
                        "parameter %s has no default: give it by --parameter %s=VALUE"
                            .formatted(name, name)));
    String type = declaration.text("Type");
    if (type.startsWith("AWS::SSM::")) {
      throw new TemplateException(
          declaration.line(),
          "parameter %s has type %s, which the stage does not support: declare it as String"
              .formatted(name, type));
    }
    if (type.equals("CommaDelimitedList") || type.startsWith("List<")) {
      List<TemplateNode> items =
          text.isEmpty()
              ? List.of()
              : Arrays.stream(text.split(",", -1))
                  .map(String::strip)
                  .map(item -> (TemplateNode) Scalar.text(item, declaration.line()))
                  .toList();
      return new Sequence(items, declaration.line());
    }
    check(name, declaration, type, text);
    return Scalar.text(text, declaration.line());
  }

  private static void check(String name, Section declaration, String type, String text) {
    boolean allowed =
        declaration.optionalText("AllowedPattern").map(text::matches).orElse(true)
            && declaration.optionalTexts("AllowedValues").map(v -> v.contains(text)).orElse(true)
            && declaration.optionalInt("MinLength").map(min -> text.length() >= min).orElse(true)
            && declaration.optionalInt("MaxLength").map(max -> text.length() <= max).orElse(true)
            && (!type.equals("Number") || isWithin(declaration, text));
    if (!allowed) {
      throw new TemplateException(
          declaration.line(),
          "parameter %s does not allow '%s': %s".formatted(name, text, rule(declaration)));
    }
  }

  /** The constraint of the values: the template's description of it, if it has one. */
  private static String rule(Section declaration) {
    return declaration
        .optionalText("ConstraintDescription")
        .orElseGet(
            () ->
                Stream.of(
                        "AllowedValues",
                        "AllowedPattern",
                        "MinValue",
                        "MaxValue",
                        "MinLength",
                        "MaxLength")
                    .flatMap(rule -> said(declaration, rule).stream())
                    .collect(Collectors.joining(", ")));
  }

  private static Optional<String> said(Section declaration, String rule) {
    Optional<String> value =
        rule.equals("AllowedValues")
            ? declaration.optionalTexts(rule).map(values -> String.join(" | ", values))
            : declaration.optionalText(rule);
    return value.map(found -> rule + " " + found);
  }

  private static boolean isWithin(Section declaration, String text) {
    try {
      BigDecimal number = new BigDecimal(text);
      return declaration
              .optionalText("MinValue")
              .map(min -> number.compareTo(new BigDecimal(min)) >= 0)
              .orElse(true)
          && declaration
              .optionalText("MaxValue")
              .map(max -> number.compareTo(new BigDecimal(max)) <= 0)
              .orElse(true);
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
