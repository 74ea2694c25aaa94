package dev.errand.worker.type;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads how the records of a source are split into pages. */
final class PagingReader {

  private PagingReader() {}

  static PageSize readSize(Node node) {
    node.allows("parameter", "value");
    return new PageSize(parameter(node), node.required("value").integer(1, 100_000));
  }

  private static String parameter(Node node) {
    return SourceReader.parameter(node.required("parameter"));
  }

  static Paging read(Node node) {
    List<Map.Entry<String, Node>> styles =
        node.members().entrySet().stream()
            .filter(member -> !member.getKey().equals("size"))
            .toList();
    if (styles.size() > 1) {
      throw node.wrong("must have one kind of paging");
    }
    if (styles.isEmpty()) {
      return new Paging.None();
    }
    Node style = styles.get(0).getValue();
    return switch (styles.get(0).getKey()) {
      case "cursor" -> {
        style.allows("pointer", "parameter", "always");
        yield new Paging.Cursor(
            TypeReader.pointer(style.required("pointer")),
            parameter(style),
            style.optional("always").map(Node::flag).orElse(false));
      }
      case "next_link" ->
          new Paging.NextLink(TypeReader.pointer(style.allows("pointer").required("pointer")));
      case "link_header" -> {
        style.allows();
        yield new Paging.LinkHeader();
      }
      case "number" -> {
        style.allows("parameter", "first", "more");
        int first = style.optional("first").map(one -> one.integer(0, 1)).orElse(1);
        yield new Paging.PageNumber(parameter(style), first, more(style));
      }
      case "offset" -> new Paging.Offset(parameter(style.allows("parameter", "more")), more(style));
      case "last_id" -> {
        style.allows("parameter", "id", "more");
        yield new Paging.LastId(
            parameter(style), TypeReader.pointer(style.required("id")), more(style));
      }
      case "none" -> {
        style.allows();
        yield new Paging.None();
      }
      default -> throw style.wrong("is no kind of paging");
    };
  }

  private static Optional<JsonPointer> more(Node style) {
    return style.optional("more").map(TypeReader::pointer);
  }
}
