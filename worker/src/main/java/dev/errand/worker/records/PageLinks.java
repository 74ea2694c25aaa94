package dev.errand.worker.records;

import dev.errand.worker.page.InvalidPageException;
import dev.errand.worker.type.Auth;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Links to pages. Only their path and query are kept: a page is never requested from another host,
 * because a request has credentials.
 *
 * @param baseUrl the URL before the path of the source
 * @param auth the authentication of the source
 */
record PageLinks(URI baseUrl, Auth auth) {

  private static final int MAX_CHARACTERS = 4000;

  /** Returns the URL of a path and query from {@link #resolve}. */
  URI url(String pathAndQuery) {
    return URI.create(origin(baseUrl) + pathAndQuery);
  }

  /**
   * Resolves a link and returns its path and query.
   *
   * @param link the link to the next page; empty after the last page
   * @param page the URL of the page with the link
   * @throws InvalidPageException if the link leads to another origin
   */
  Optional<String> resolve(Optional<String> link, URI page) throws InvalidPageException {
    if (link.isEmpty()) {
      return link;
    }
    URI target;
    try {
      target = page.resolve(link.get().strip());
    } catch (IllegalArgumentException e) {
      throw new InvalidPageException("the link to the next page is not a URL");
    }
    if (target.getHost() == null || !origin(target).equalsIgnoreCase(origin(baseUrl))) {
      throw new InvalidPageException("the link to the next page leads to another origin");
    }
    String path = target.getRawPath() + query(target).map(query -> "?" + query).orElse("");
    if (path.length() > MAX_CHARACTERS) {
      throw new InvalidPageException("the link to the next page is too long");
    }
    return Optional.of(path);
  }

  /** The query without the key of the API, which some APIs repeat in their links. */
  private Optional<String> query(URI target) {
    String key = auth instanceof Auth.KeyInQuery inQuery ? PageRequests.encode(inQuery.name()) : "";
    return Optional.ofNullable(target.getRawQuery())
        .map(
            query ->
                Arrays.stream(query.split("&"))
                    .filter(parameter -> key.isEmpty() || !parameter.startsWith(key + "="))
                    .collect(Collectors.joining("&")))
        .filter(query -> !query.isEmpty());
  }

  private static String origin(URI url) {
    int port = url.getPort();
    int standard = url.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    return url.getScheme() + "://" + url.getHost() + ":" + (port < 0 ? standard : port);
  }
}
