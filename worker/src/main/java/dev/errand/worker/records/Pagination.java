package dev.errand.worker.records;

import dev.errand.worker.page.InvalidPageException;
import dev.errand.worker.type.Paging;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Requests one page after the other. Each kind of {@link Paging} has its own implementation. A page
 * token is what the request for a page needs; the first page of a window needs none.
 */
sealed interface Pagination
    permits CursorPagination,
        LastIdPagination,
        LinkHeaderPagination,
        NextLinkPagination,
        OffsetPagination,
        PageNumberPagination,
        NoPagination {

  static Pagination of(Paging paging, PageLinks links) {
    if (paging instanceof Paging.Cursor cursor) {
      return new CursorPagination(cursor);
    }
    if (paging instanceof Paging.NextLink) {
      return new NextLinkPagination(links);
    }
    if (paging instanceof Paging.LinkHeader) {
      return new LinkHeaderPagination(links);
    }
    if (paging instanceof Paging.PageNumber number) {
      return new PageNumberPagination(number);
    }
    if (paging instanceof Paging.Offset offset) {
      return new OffsetPagination(offset);
    }
    return paging instanceof Paging.LastId id ? new LastIdPagination(id) : new NoPagination();
  }

  /** The query parameters for a page, by name. */
  default Map<String, String> parameters(Optional<String> pageToken) {
    return Map.of();
  }

  /** The URL of a page, if the API states it; empty if query parameters select the page. */
  default Optional<URI> url(String pageToken) {
    return Optional.empty();
  }

  /**
   * Returns the token of the next page; empty after the last page of the window.
   *
   * @throws InvalidPageException if the response has no valid token
   */
  Optional<String> next(ParsedResponse response) throws InvalidPageException;

  /** Whether the API can reject a page token some time after it was returned. */
  default boolean isExpiring() {
    return false;
  }
}
