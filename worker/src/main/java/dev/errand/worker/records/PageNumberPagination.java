package dev.errand.worker.records;

import dev.errand.worker.page.InvalidPageException;
import dev.errand.worker.type.Paging;
import java.util.Map;
import java.util.Optional;

/** The page token is the number of the page. */
record PageNumberPagination(Paging.PageNumber paging) implements Pagination {

  @Override
  public Map<String, String> parameters(Optional<String> pageToken) {
    return Map.of(paging.parameter(), String.valueOf(number(pageToken)));
  }

  @Override
  public Optional<String> next(ParsedResponse response) throws InvalidPageException {
    return response.hasMore()
        ? Optional.of(String.valueOf(number(response.position().pageToken()) + 1))
        : Optional.empty();
  }

  private long number(Optional<String> pageToken) {
    return pageToken.map(Long::parseLong).orElse((long) paging.first());
  }
}
