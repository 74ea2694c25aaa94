package dev.errand.worker.records;

import dev.errand.worker.page.InvalidPageException;
import dev.errand.worker.type.Paging;
import java.util.Map;
import java.util.Optional;

/** The page token is a cursor in the body. */
record CursorPagination(Paging.Cursor paging) implements Pagination {

  private static final int MAX_CHARACTERS = 1000;

  @Override
  public Map<String, String> parameters(Optional<String> pageToken) {
    return pageToken.map(cursor -> Map.of(paging.parameter(), cursor)).orElse(Map.of());
  }

  @Override
  public Optional<String> next(ParsedResponse response) throws InvalidPageException {
    Optional<String> cursor = response.page().next();
    if (cursor.orElse("").length() > MAX_CHARACTERS) {
      throw new InvalidPageException("the cursor of the next page is too long");
    }
    return cursor;
  }

  @Override
  public boolean isExpiring() {
    return true;
  }
}
