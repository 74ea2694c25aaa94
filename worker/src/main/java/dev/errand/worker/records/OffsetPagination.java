package dev.errand.worker.records;

import dev.errand.worker.page.InvalidPageException;
import dev.errand.worker.type.Paging;
import java.util.Map;
import java.util.Optional;

/** The page token is the number of records before the page. */
record OffsetPagination(Paging.Offset paging) implements Pagination {

  @Override
  public Map<String, String> parameters(Optional<String> pageToken) {
    return Map.of(paging.parameter(), pageToken.orElse("0"));
  }

  @Override
  public Optional<String> next(ParsedResponse response) throws InvalidPageException {
    return response.hasMore()
        ? Optional.of(String.valueOf(response.recordsSoFar()))
        : Optional.empty();
  }
}
