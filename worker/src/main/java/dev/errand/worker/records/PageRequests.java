package dev.errand.worker.records;

import dev.errand.core.FailureCode;
import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.type.Source;
import dev.errand.worker.type.Template;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Builds the requests for the pages of a window of a source. */
final class PageRequests {

  private final Source source;
  private final RequestFields request;
  private final Optional<Span> span;
  private final Pagination pagination;

  /** The URL without its query. */
  private final String address;

  /** The parameters that all pages have: {@code name=value}, encoded, by name. */
  private final Map<String, String> parameters = new LinkedHashMap<>();

  private final Map<String, String> headers = new LinkedHashMap<>();

  /**
   * Creates the requests.
   *
   * @param baseUrl the URL before the path of the source
   * @param request the fields of the report request
   * @param span the range of the window; empty if the source has no windows
   * @throws WorkerFailure if the request has no value for a field of the path
   */
  PageRequests(
      Source source,
      URI baseUrl,
      RequestFields request,
      Optional<Span> span,
      Pagination pagination) {
    this.source = source;
    this.request = request;
    this.span = span;
    this.pagination = pagination;
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
                resolve(template, PageRequests::headerValue)
                    .ifPresent(value -> headers.put(name, value)));
  }

  private String path() {
    return resolve(source.path(), PageRequests::encode)
        .orElseThrow(
            () ->
                new WorkerFailure(
                    FailureCode.INVALID_REQUEST,
                    "The request has no value for a field of the source's path."));
  }

  PageRequest page(ReadPosition position) {
    Optional<String> pageToken = position.pageToken();
    URI url = pageToken.flatMap(pagination::url).orElseGet(() -> urlWithParameters(pageToken));
    return new PageRequest(url, headers, pageToken.isEmpty());
  }

  private URI urlWithParameters(Optional<String> pageToken) {
    Map<String, String> all = new LinkedHashMap<>(parameters);
    pagination.parameters(pageToken).forEach((name, value) -> put(all, name, value));
    String query = String.join("&", all.values());
    return URI.create(query.isEmpty() ? address : address + "?" + query);
  }

  private static void put(Map<String, String> parameters, String name, String value) {
    parameters.put(name, encode(name) + "=" + encode(value));
  }

  private Optional<String> resolve(Template template, UnaryOperator<String> encoding) {
    return template.resolve(this::value, encoding);
  }

  private Optional<String> value(String variable) {
    if (variable.startsWith("window.")) {
      return span.flatMap(of -> of.value(variable));
    }
    return variable.equals("page.size")
        ? source.pageSize().map(size -> String.valueOf(size.value()))
        : request.value(variable);
  }

  private static String headerValue(String text) {
    return text.replaceAll("[^\\x20-\\x7E]", "?");
  }

  /** Encodes a text for a path or query. */
  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
