package dev.errand.core.type;

import dev.errand.core.json.JsonTree;
import dev.errand.core.type.TaskSettings.Image;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A kind of report. The objects are JSON as maps, lists and values, in the structure of {@code
 * report-types/type.schema.json}; they are not to be changed.
 *
 * @param name the folder's name, and the value of a request's {@code type}
 * @param title for people, one line
 * @param description for people
 * @param request JSON Schema (2020-12) of the request without its {@code type}
 * @param rules what a request must keep besides
 * @param owner JSON pointer into the request, to the id of the client that owns the report
 * @param task the task that writes it
 * @param source how the worker reads the records; empty if a container of one's own does
 * @param columns of the report, in their order; empty if the type names none
 * @param output the forms of the report; empty for the defaults
 * @param summary what is added up; empty for nothing
 */
public record ReportType(
    String name,
    String title,
    String description,
    Map<String, Object> request,
    List<NotAfter> rules,
    String owner,
    TaskSettings task,
    Optional<Map<String, Object>> source,
    List<Map<String, Object>> columns,
    Map<String, Object> output,
    Map<String, Object> summary) {

  /** The type of a request that names none. */
  public static final String DEFAULT = "records";

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,19}");

  /** Whether a type can have this name. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Reads a compiled type, which is valid by {@code report-types/type.schema.json}. */
  public static ReportType of(String name, Map<String, Object> json) {
    return new ReportType(
        name,
        text(json, "/title"),
        text(json, "/description"),
        JsonTree.object(json, "/request").orElseThrow(),
        rules(json),
        text(json, "/owner"),
        task(json),
        JsonTree.object(json, "/source"),
        list(json, "/columns").stream().map(JsonTree::object).toList(),
        JsonTree.object(json, "/output").orElse(Map.of()),
        JsonTree.object(json, "/summary").orElse(Map.of()));
  }

  /** A valid request of this type, without its {@code type}. */
  public Map<String, Object> example() {
    return JsonTree.object(request, "/examples/0").orElseThrow();
  }

  private static List<NotAfter> rules(Map<String, Object> json) {
    return list(json, "/rules").stream()
        .map(rule -> new NotAfter(text(rule, "/not_after/0"), text(rule, "/not_after/1")))
        .toList();
  }

  private static TaskSettings task(Map<String, Object> json) {
    return new TaskSettings(
        number(json, "/task/cpu"),
        number(json, "/task/memory"),
        Duration.ofSeconds(number(json, "/task/time_limit_seconds")),
        JsonTree.at(json, "/task/image")
            .map(word -> Image.valueOf(word.toString().toUpperCase(Locale.ROOT)))
            .orElse(Image.WORKER));
  }

  private static String text(Object json, String pointer) {
    return (String) JsonTree.at(json, pointer).orElseThrow();
  }

  private static int number(Object json, String pointer) {
    return ((Number) JsonTree.at(json, pointer).orElseThrow()).intValue();
  }

  private static List<?> list(Object json, String pointer) {
    return (List<?>) JsonTree.at(json, pointer).orElse(List.of());
  }
}
