package dev.errand.core.request;

import dev.errand.core.json.JsonTree;
import dev.errand.core.type.ReportType;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What a client asks for, valid by the schema of its type.
 *
 * @param type the kind of report
 * @param owner the client that owns the report
 * @param body the request without its {@code type}, as maps, lists and values; decimals are {@link
 *     java.math.BigDecimal}
 */
public record ReportRequest(ReportType type, UUID owner, Map<String, Object> body) {

  /**
   * The maximum number of bytes of a request. {@link #MAX_CHARACTERS} limits what is not white
   * space further.
   */
  public static final int MAX_BYTES = 8192;

  /**
   * The maximum number of characters of a request in the container overrides of its task, as {@link
   * EscapedSize} counts them.
   *
   * <p>Amazon ECS allows 8,192 characters for the overrides, JSON included (API reference of {@code
   * RunTask}); 1,024 of them are kept for all else.
   */
  public static final int MAX_CHARACTERS = 7168;

  /** The field that names the type. */
  public static final String TYPE = "type";

  /** The client's own name for the report, if the type lets it give one. */
  public Optional<String> name() {
    return JsonTree.at(body, "/name").filter(String.class::isInstance).map(String.class::cast);
  }
}
