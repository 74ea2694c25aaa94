package dev.errand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolverFactory;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Calls the operations of a contract that the API itself serves, and holds every answer to it. */
final class ContractWalk {

  /** One answer. */
  record Answer(int status, HttpResponse<String> response) {

    JsonNode json() {
      return Reports.json(response.body());
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  private record Operation(String id, String method, String path, Set<String> statuses) {

    static Operation of(String path, Map.Entry<String, JsonNode> method) {
      Set<String> statuses = new TreeSet<>();
      method.getValue().path("responses").fieldNames().forEachRemaining(statuses::add);
      return new Operation(
          method.getValue().path("operationId").asText(),
          method.getKey().toUpperCase(Locale.ROOT),
          path,
          statuses);
    }
  }

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final URI api;
  private final Map<String, Operation> operations;
  private final OpenApiInteractionValidator validator;
  private final Set<String> seen = new TreeSet<>();

  ContractWalk(URI api) {
    this.api = api;
    JsonNode contract =
        Reports.json(send(HttpRequest.newBuilder(api.resolve("/v1/openapi.json"))).body());
    this.operations = operations(contract);
    this.validator =
        OpenApiInteractionValidator.createForInlineApiSpecification(asVersion30(contract))
            .withLevelResolver(LevelResolverFactory.withAdditionalPropertiesIgnored())
            .build();
  }

  /** The validator does not look at types in 3.1; the contract uses nothing that is new in it. */
  private static String asVersion30(JsonNode contract) {
    ObjectNode copy = contract.deepCopy();
    copy.put("openapi", "3.0.3");
    ObjectNode info = (ObjectNode) copy.get("info");
    info.remove("summary");
    ((ObjectNode) info.get("license")).remove("identifier");
    return copy.toString();
  }

  private static Map<String, Operation> operations(JsonNode contract) {
    Map<String, Operation> all = new TreeMap<>();
    contract
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue().properties().stream()
                    .filter(method -> method.getValue().has("operationId"))
                    .map(method -> Operation.of(path.getKey(), method))
                    .forEach(operation -> all.put(operation.id(), operation)));
    return all;
  }

  /** Every operation with every status that it may answer with, such as {@code postReport 202}. */
  Set<String> promised() {
    return operations.values().stream()
        .flatMap(each -> each.statuses().stream().map(status -> each.id() + " " + status))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What of it was answered until now. */
  Set<String> seen() {
    return seen;
  }

  /**
   * Calls an operation.
   *
   * @param id for a path that has one; several, for a path that has more, with slashes
   * @param suffix of the path: a query
   * @param body empty for none
   * @param headers name, value, name, value...
   */
  Answer call(String operation, String id, String suffix, String body, String... headers) {
    Operation called = operations.get(operation);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api.resolve(path(called, id) + suffix))
            .method(
                called.method(),
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<String> response = send(request);
    check(called, response);
    seen.add(operation + " " + response.statusCode());
    return new Answer(response.statusCode(), response);
  }

  private static String path(Operation called, String id) {
    String path = called.path();
    for (String part : id.split("/", -1)) {
      path = path.replaceFirst("\\{\\w+}", part);
    }
    return path.replaceAll("\\{\\w+}", id);
  }

  private void check(Operation called, HttpResponse<String> response) {
    SimpleResponse.Builder answer = SimpleResponse.Builder.status(response.statusCode());
    response.headers().map().forEach((name, values) -> answer.withHeader(name, values));
    if (!response.body().isEmpty()) {
      answer.withBody(response.body());
    }
    List<String> breaches =
        validator
            .validateResponse(
                path(called, "id"), Request.Method.valueOf(called.method()), answer.build())
            .getMessages()
            .stream()
            .filter(message -> message.getLevel() != ValidationReport.Level.IGNORE)
            .map(ValidationReport.Message::getMessage)
            .toList();
    assertThat(breaches).as("%s: %s %s", called, response.statusCode(), response.body()).isEmpty();
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
