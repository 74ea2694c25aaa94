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

/** The values of the template's parameters, checked against what it demands of them. */
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
                        declaration.line(), "parameter " + name + " has no default: give a value"));
    String type = declaration.text("Type");
    if (type.startsWith("AWS::SSM::")) {
      throw new TemplateException(
          declaration.line(), "parameter " + name + " has type " + type + ", unknown to the stage");
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
          declaration.line(), "parameter " + name + " does not allow the value given");
    }
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
