package dev.errand.worker.records;

import dev.errand.core.FailureCode;
import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.page.InvalidPageException;
import dev.errand.worker.type.Auth;
import dev.errand.worker.type.Paging;
import dev.errand.worker.type.Source;
import dev.errand.worker.type.Template;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Builds the requests for the pages of a window of a declared source. */
final class TypeRequests {

  private static final int MOST_LINK_CHARACTERS = 4000;

  private final Source source;
  private final URI baseUrl;
  private final RequestFields request;
  private final Optional<Span> span;

  /** The URL without its query. */
  private final String address;

  /** What is the same in the queries of all pages: {@code name=value}, encoded, by name. */
  private final Map<String, String> parameters = new LinkedHashMap<>();

  private final Map<String, String> headers = new LinkedHashMap<>();

  /**
   * Creates the requests.
   *
   * @param span the range of the window; empty if the source has no windows
   * @throws WorkerFailure if the request has no value for a field of the path
   */
  TypeRequests(Source source, URI baseUrl, RequestFields request, Optional<Span> span) {
    this.source = source;
    this.baseUrl = baseUrl;
    this.request = request;
    this.span = span;
    address = baseUrl.toString().replaceAll("/$", "") + path();
    source
        .query()
        .forEach(
            (name, template) ->
                resolve(template, UnaryOperator.identity())
                    .ifPresent(value -> put(parameters, name, value)));
    source
        .pageSize()
        .ifPresent(size -> put(parameters, size.parameter(), String.valueOf(size.value())));
    headers.put("Accept-Encoding", "gzip");
    source
        .headers()
        .forEach(
            (name, template) ->
                resolve(template, TypeRequests::headerValue)
                    .ifPresent(value -> headers.put(name, value)));
  }

  private String path() {
    return resolve(source.path(), TypeRequests::encoded)
        .orElseThrow(
            () ->
                new WorkerFailure(
                    FailureCode.INVALID_REQUEST,
                    "The request has no value for a field of the source's path."));
  }

  PageRequest page(ReadPosition position) {
    return new PageRequest(uri(position.cursor()), headers, position.cursor().isEmpty());
  }

  private URI uri(Optional<String> cursor) {
    Paging paging = source.paging();
    boolean isLink = paging instanceof Paging.NextLink || paging instanceof Paging.LinkHeader;
    if (isLink && cursor.isPresent()) {
      return URI.create(origin(baseUrl) + cursor.get());
    }
    Map<String, String> all = new LinkedHashMap<>(parameters);
    if (paging instanceof Paging.Cursor with) {
      cursor.ifPresent(text -> put(all, with.parameter(), text));
    } else if (paging instanceof Paging.PageNumber with) {
      put(all, with.parameter(), cursor.orElse(String.valueOf(with.first())));
    } else if (paging instanceof Paging.Offset with) {
      put(all, with.parameter(), cursor.orElse("0"));
    } else if (paging instanceof Paging.LastId with) {
      cursor.ifPresent(text -> put(all, with.parameter(), text));
    }
    String query = String.join("&", all.values());
    return URI.create(query.isEmpty() ? address : address + "?" + query);
  }

  private static void put(Map<String, String> parameters, String name, String value) {
    parameters.put(name, encoded(name) + "=" + encoded(value));
  }

  private Optional<String> resolve(Template template, UnaryOperator<String> encode) {
    return template.resolve(this::value, encode);
  }

  private Optional<String> value(String variable) {
    if (variable.startsWith("window.")) {
      return span.flatMap(of -> of.value(variable));
    }
    return variable.equals("page.size")
        ? source.pageSize().map(size -> String.valueOf(size.value()))
        : request.value(variable);
  }

  /**
   * Resolves the link to the next page. Returns its path and query: a page is never requested from
   * another host, because a request has credentials.
   *
   * @throws InvalidPageException if the link leads to another origin
   */
  String next(PageRequest current, String link) throws InvalidPageException {
    URI target;
    try {
      target = current.uri().resolve(link.strip());
    } catch (IllegalArgumentException e) {
      throw new InvalidPageException("the link to the next page is not a URL");
    }
    if (target.getHost() == null || !origin(target).equalsIgnoreCase(origin(baseUrl))) {
      throw new InvalidPageException("the link to the next page leads to another origin");
    }
    String path = target.getRawPath() + query(target).map(query -> "?" + query).orElse("");
    if (path.length() > MOST_LINK_CHARACTERS) {
      throw new InvalidPageException("the link to the next page is too long");
    }
    return path;
  }

  /** The query without the key of the API, which some APIs repeat in their links. */
  private Optional<String> query(URI target) {
    String key = source.auth() instanceof Auth.KeyInQuery auth ? encoded(auth.name()) + "=" : "";
    return Optional.ofNullable(target.getRawQuery())
        .map(
            query ->
                Arrays.stream(query.split("&"))
                    .filter(parameter -> key.isEmpty() || !parameter.startsWith(key))
                    .collect(Collectors.joining("&")))
        .filter(query -> !query.isEmpty());
  }

  private static String origin(URI url) {
    int port = url.getPort();
    int standard = url.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    return url.getScheme() + "://" + url.getHost() + ":" + (port < 0 ? standard : port);
  }

  private static String headerValue(String text) {
    return text.replaceAll("[^\\x20-\\x7E]", "?");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
