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
import java.util.stream.Collectors;

/**
 * Builds the requests for the pages of a declared source.
 *
 * @param baseUrl the URL before the path of the source
 * @param request the fields of the report request
 */
record PageRequests(Source source, URI baseUrl, RequestFields request, Pagination pagination) {

  PageRequest page(Optional<Span> span, ReadPosition position) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept-Encoding", "gzip");
    source
        .headers()
        .forEach(
            (name, value) ->
                resolve(value, span, PageRequests::headerValue)
                    .ifPresent(text -> headers.put(name, text)));
    return new PageRequest(url(span, position), headers, position.pageToken().isEmpty());
  }

  URI url(Optional<Span> span, ReadPosition position) {
    return position
        .pageToken()
        .flatMap(pagination::url)
        .orElseGet(() -> urlWithParameters(span, position.pageToken()));
  }

  private URI urlWithParameters(Optional<Span> span, Optional<String> pageToken) {
    String base = baseUrl.toString().replaceAll("/$", "");
    String path =
        resolve(source.path(), span, PageRequests::encode)
            .orElseThrow(
                () ->
                    new WorkerFailure(
                        FailureCode.INVALID_REQUEST,
                        "The request has no value for a field of the source's path."));
    String query =
        parameters(span, pageToken).entrySet().stream()
            .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
            .collect(Collectors.joining("&"));
    return URI.create(base + path + (query.isEmpty() ? "" : "?" + query));
  }

  private Map<String, String> parameters(Optional<Span> span, Optional<String> pageToken) {
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
    parameters.putAll(pagination.parameters(pageToken));
    return parameters;
  }

  private Optional<String> resolve(
      Template template, Optional<Span> span, UnaryOperator<String> encoding) {
    return template.resolve(variable -> value(variable, span), encoding);
  }

  private Optional<String> value(String variable, Optional<Span> span) {
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
