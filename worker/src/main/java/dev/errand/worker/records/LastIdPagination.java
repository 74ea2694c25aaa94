package dev.errand.worker.records;

import dev.errand.worker.page.InvalidPageException;
import dev.errand.worker.type.Paging;
import java.util.Map;
import java.util.Optional;

/** The page token is the id of the last record before the page. */
record LastIdPagination(Paging.LastId paging) implements Pagination {

  @Override
  public Map<String, String> parameters(Optional<String> pageToken) {
    return pageToken.map(id -> Map.of(paging.parameter(), id)).orElse(Map.of());
  }

  @Override
  public Optional<String> next(ParsedResponse response) throws InvalidPageException {
    return response.hasMore() ? response.page().lastId() : Optional.empty();
  }
}
