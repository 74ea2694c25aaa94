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

/** Builds the requests for the pages of a declared source. */
final class TypeRequests {

  private static final int MOST_LINK_CHARACTERS = 4000;

  private final Source source;
  private final URI baseUrl;
  private final RequestFields request;

  TypeRequests(Source source, URI baseUrl, RequestFields request) {
    this.source = source;
    this.baseUrl = baseUrl;
    this.request = request;
  }

  PageRequest page(Optional<Span> span, ReadPosition position) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept-Encoding", "gzip");
    source
        .headers()
        .forEach(
            (name, value) ->
                resolve(value, span, TypeRequests::headerValue)
                    .ifPresent(text -> headers.put(name, text)));
    return new PageRequest(uri(span, position), headers, position.cursor().isEmpty());
  }

  private URI uri(Optional<Span> span, ReadPosition position) {
    boolean isLink =
        source.paging() instanceof Paging.NextLink || source.paging() instanceof Paging.LinkHeader;
    if (isLink && position.cursor().isPresent()) {
      return URI.create(origin(baseUrl) + position.cursor().get());
    }
    String base = baseUrl.toString().replaceAll("/$", "");
    String path =
        resolve(source.path(), span, TypeRequests::encoded)
            .orElseThrow(
                () ->
                    new WorkerFailure(
                        FailureCode.INVALID_REQUEST,
                        "The request has no value for a field of the source's path."));
    String query =
        parameters(span, position).entrySet().stream()
            .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
            .collect(Collectors.joining("&"));
    return URI.create(base + path + (query.isEmpty() ? "" : "?" + query));
  }

  private Map<String, String> parameters(Optional<Span> span, ReadPosition position) {
    Map<String, String> parameters = new LinkedHashMap<>();
    source
        .query()
        .forEach(
            (name, value) ->
                resolve(value, span, UnaryOperator.identity())
                    .ifPresent(text -> parameters.put(name, text)));
    source
        .pageSize()
        .ifPresent(size -> parameters.put(size.parameter(), String.valueOf(size.value())));
    Optional<String> cursor = position.cursor();
    if (source.paging() instanceof Paging.Cursor paging) {
      cursor.ifPresent(text -> parameters.put(paging.parameter(), text));
    } else if (source.paging() instanceof Paging.PageNumber paging) {
      parameters.put(paging.parameter(), cursor.orElse(String.valueOf(paging.first())));
    } else if (source.paging() instanceof Paging.Offset paging) {
      parameters.put(paging.parameter(), cursor.orElse("0"));
    } else if (source.paging() instanceof Paging.LastId paging) {
      cursor.ifPresent(text -> parameters.put(paging.parameter(), text));
    }
    return parameters;
  }

  private Optional<String> resolve(
      Template template, Optional<Span> span, UnaryOperator<String> encode) {
    return template.resolve(variable -> value(variable, span), encode);
  }

  private Optional<String> value(String variable, Optional<Span> span) {
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
