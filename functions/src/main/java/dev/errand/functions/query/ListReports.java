package dev.errand.functions.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.core.ReportId;
import dev.errand.core.type.ReportType;
import dev.errand.functions.http.Caller;
import dev.errand.functions.http.Endpoint;
import dev.errand.functions.http.Problem.Kind;
import dev.errand.functions.http.ProblemException;
import dev.errand.functions.http.ReportJson;
import dev.errand.functions.http.Request;
import dev.errand.functions.http.Response;
import dev.errand.functions.http.Scope;
import dev.errand.functions.report.Progress;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.Status;
import dev.errand.functions.store.ListQuery;
import dev.errand.functions.store.ReportList;
import dev.errand.functions.store.ReportPage;
import dev.errand.functions.store.ReportStore;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code GET /v1/reports}. */
final class ListReports implements Endpoint {

  private static final Set<String> PARAMETERS =
      Set.of(
          "client_id",
          "type",
          "status",
          "created_after",
          "created_before",
          "page_size",
          "page_token");
  private static final int DEFAULT_PAGE_SIZE = 20;
  private static final int MAX_PAGE_SIZE = 100;
  private static final int MAX_TYPES = 20;
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final ReportList reports;
  private final ReportStore store;
  private final PageTokens tokens;

  ListReports(ReportList reports, ReportStore store, PageTokens tokens) {
    this.reports = reports;
    this.store = store;
    this.tokens = tokens;
  }

  @Override
  public Response answer(Request request, Invocation invocation) {
    Caller caller = request.requireScope(Scope.READ);
    request.requireOnlyParameters(PARAMETERS);
    ListQuery query = query(request, caller);
    Optional<String> after =
        request.query("page_token").map(token -> read(token, query, caller.id()));
    ReportPage page = reports.page(query, after);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode list = json.putArray("reports");
    Map<ReportId, Progress> progress =
        store.progress(page.reports().stream().filter(Report::isActive).toList());
    page.reports()
        .forEach(
            report ->
                list.add(ReportJson.of(report, Optional.ofNullable(progress.get(report.id())))));
    page.next()
        .ifPresent(next -> json.put("next_page_token", tokens.write(next, query, caller.id())));
    return Response.json(200, json);
  }

  private String read(String token, ListQuery query, String caller) {
    return tokens
        .read(token, query, caller)
        .orElseThrow(
            () ->
                new ProblemException(
                    Kind.INVALID_REQUEST,
                    "The query parameter page_token must be the next_page_token of a page of this"
                        + " very query."));
  }

  private static ListQuery query(Request request, Caller caller) {
    return new ListQuery(
        clientId(request, caller),
        parameter(request, "type", ListReports::types, "the name of one or several report types")
            .orElse(Set.of()),
        parameter(request, "status", ListReports::statuses, "one or several of " + allStatuses())
            .orElse(Set.of()),
        moment(request, "created_after"),
        moment(request, "created_before"),
        parameter(request, "page_size", ListReports::pageSize, "a number from 1 to 100")
            .orElse(DEFAULT_PAGE_SIZE));
  }

  /** An administrator who names no client lists every client's. */
  private static Optional<UUID> clientId(Request request, Caller caller) {
    Optional<UUID> asked = parameter(request, "client_id", ListReports::uuid, "a UUID");
    if (asked.isPresent() && !caller.owns(asked)) {
      throw new ProblemException(Kind.FORBIDDEN, "The token is not this client's: see client_id.");
    }
    return asked.isPresent() || caller.isAdmin() ? asked : caller.clientId();
  }

  private static Optional<Instant> moment(Request request, String name) {
    return parameter(request, name, ListReports::time, "a time such as 2026-01-31T00:00:00Z");
  }

  private static <T> Optional<T> parameter(
      Request request, String name, Function<String, T> read, String expected) {
    try {
      return request.query(name).map(read);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new ProblemException(
          Kind.INVALID_REQUEST, "The query parameter " + name + " must be " + expected + ".");
    }
  }

  private static UUID uuid(String text) {
    if (!UUID_TEXT.matcher(text).matches()) {
      throw new IllegalArgumentException();
    }
    return UUID.fromString(text);
  }

  private static Instant time(String text) {
    OffsetDateTime time = OffsetDateTime.parse(text);
    if (time.getYear() < 1 || time.getYear() > 9998) {
      throw new IllegalArgumentException();
    }
    return time.toInstant();
  }

  private static int pageSize(String text) {
    int size = Integer.parseInt(text);
    if (size < 1 || size > MAX_PAGE_SIZE) {
      throw new IllegalArgumentException();
    }
    return size;
  }

  /** The parameter more than once comes joined by commas. */
  private static Set<Status> statuses(String text) {
    return Arrays.stream(text.split(",", -1)).map(Status::valueOf).collect(Collectors.toSet());
  }

  /** Reports of a type that is no longer there can be listed as well. */
  private static Set<String> types(String text) {
    List<String> names = List.of(text.split(",", -1));
    if (!names.stream().allMatch(ReportType::isName) || names.size() > MAX_TYPES) {
      throw new IllegalArgumentException();
    }
    return Set.copyOf(names);
  }

  private static String allStatuses() {
    return Arrays.stream(Status.values()).map(Status::name).collect(Collectors.joining(", "));
  }
}
