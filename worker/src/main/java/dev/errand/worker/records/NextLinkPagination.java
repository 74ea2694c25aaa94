package dev.errand.worker.records;

import dev.errand.worker.page.InvalidPageException;
import java.net.URI;
import java.util.Optional;

/** The page token is the path and query of a link in the body. */
record NextLinkPagination(PageLinks links) implements Pagination {

  @Override
  public Optional<URI> url(String pageToken) {
    return Optional.of(links.url(pageToken));
  }

  @Override
  public Optional<String> next(ParsedResponse response) throws InvalidPageException {
    return links.resolve(response.page().next(), response.url());
  }

  @Override
  public boolean isExpiring() {
    return true;
  }
}
