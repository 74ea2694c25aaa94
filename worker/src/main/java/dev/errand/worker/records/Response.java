package dev.errand.worker.records;

import dev.errand.worker.page.Bytes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The response with a page.
 *
 * @param body the body, not compressed
 * @param headers the values of each header
 */
record Response(Bytes body, Map<String, List<String>> headers) {

  /** The values of a header, whatever the case of its name. */
  List<String> headers(String name) {
    return headers.entrySet().stream()
        .filter(header -> name.equalsIgnoreCase(header.getKey()))
        .flatMap(header -> header.getValue().stream())
        .toList();
  }

  /** The first value of a header. */
  Optional<String> header(String name) {
    for (Map.Entry<String, List<String>> header : headers.entrySet()) {
      if (name.equalsIgnoreCase(header.getKey())) {
        return header.getValue().stream().findFirst();
      }
    }
    return Optional.empty();
  }
}
