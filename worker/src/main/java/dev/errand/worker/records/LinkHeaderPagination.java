package dev.errand.worker.records;

import dev.errand.worker.page.InvalidPageException;
import java.net.URI;
import java.util.Optional;

/** The page token is the path and query of the link in a {@code Link} header. */
record LinkHeaderPagination(PageLinks links) implements Pagination {

  private static final String HEADER = "Link";

  @Override
  public Optional<URI> url(String pageToken) {
    return Optional.of(links.url(pageToken));
  }

  @Override
  public Optional<String> next(ParsedResponse response) throws InvalidPageException {
    return links.resolve(LinkHeader.next(response.headers(HEADER)), response.url());
  }

  @Override
  public boolean isExpiring() {
    return true;
  }
}
