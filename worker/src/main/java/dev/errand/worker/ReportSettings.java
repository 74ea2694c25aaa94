package dev.errand.worker;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.errand.core.FailureCode;
import dev.errand.core.Filter;
import dev.errand.core.ParsedRequest;
import dev.errand.core.ReportRequest;
import dev.errand.core.RequestParser;
import dev.errand.core.Violation;
import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.job.RecordsReport;
import dev.errand.worker.job.ReportDefinition;
import dev.errand.worker.job.TypeReport;
import dev.errand.worker.records.Authentication;
import dev.errand.worker.records.BearerToken;
import dev.errand.worker.records.Proxies;
import dev.errand.worker.records.RecordsApiSettings;
import dev.errand.worker.records.RecordsSource;
import dev.errand.worker.records.TypeSource;
import dev.errand.worker.type.Auth;
import dev.errand.worker.type.DeclaredType;
import dev.errand.worker.type.OutputFormat;
import dev.errand.worker.type.PageSize;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What the report of a request is made of.
 *
 * @param definition what is read and written
 * @param api how the API is called
 * @param clientId the client that owns the report
 */
record ReportSettings(ReportDefinition<?> definition, RecordsApiSettings api, String clientId) {

  private static final String RECORDS = "records";
  private static final int DEFAULT_PAGE_SIZE = 1000;

  /**
   * Reads {@code REPORT_REQUEST} and the settings of its API.
   *
   * @param warn receives messages of later reads
   * @throws WorkerFailure if something is missing or wrong
   */
  static ReportSettings read(Environment environment, Consumer<String> warn) {
    String request =
        environment.required(
            "REPORT_REQUEST",
            "the report request as JSON; the state machine passes its input in it");
    String type = type(request);
    return type.equals(RECORDS)
        ? records(recordsRequest(request), environment, warn)
        : declared(type, ReportTypeFiles.read(type), object(request), environment, warn);
  }

  private static ReportSettings records(
      ReportRequest request, Environment environment, Consumer<String> warn) {
    RecordsApiSettings api =
        new RecordsApiSettings(
            environment.url("RECORDS_API_URL", "the base URL of the records API"),
            Authentication.bearer(
                environment.token(
                    "RECORDS_API_TOKEN",
                    "the bearer token for the records API",
                    "RecordsApiTokenSecretArn",
                    warn)),
            environment.number("RECORDS_API_CONNECTIONS", 4, 64),
            environment.number("RECORDS_API_PAGE_SIZE", 5000, 5000),
            OptionalInt.empty(),
            environment.proxies(),
            RecordsApiSettings.LIMITS);
    Filter filter = request.filter();
    return new ReportSettings(
        new RecordsReport(request, new RecordsSource(filter, api.baseUrl(), api.pageSize(), warn)),
        api,
        filter.clientId().toString());
  }

  private static ReportSettings declared(
      String name,
      Map<String, Object> description,
      Map<String, Object> request,
      Environment environment,
      Consumer<String> warn) {
    DeclaredType type = DeclaredType.read(name, description);
    Proxies proxies = environment.proxies();
    RecordsApiSettings api =
        new RecordsApiSettings(
            environment.url("SOURCE_URL", "the base URL of the API that the report type reads"),
            Authentication.of(
                type.source().auth(),
                secret(type.source().auth(), environment, warn),
                RecordsApiSettings.LIMITS,
                proxies),
            environment.number("SOURCE_CONNECTIONS", 4, 64),
            type.source().pageSize().map(PageSize::value).orElse(DEFAULT_PAGE_SIZE),
            type.source().maxRequestsPerSecond(),
            proxies,
            RecordsApiSettings.LIMITS);
    return new ReportSettings(
        new TypeReport(
            type,
            description,
            request,
            formats(type, request),
            new TypeSource(type, api.baseUrl(), request)),
        api,
        owner(description, request));
  }

  private static BearerToken secret(Auth auth, Environment environment, Consumer<String> warn) {
    return auth instanceof Auth.None
        ? BearerToken.fixed("")
        : environment.token(
            "SOURCE_TOKEN", "the secret of the API that the report type reads", "the source", warn);
  }

  /** The formats of the request that the type has; without any, those of the type. */
  private static Set<OutputFormat> formats(DeclaredType type, Map<String, Object> request) {
    List<?> asked = request.get("formats") instanceof List<?> list ? list : List.of();
    Set<OutputFormat> formats = new LinkedHashSet<>(type.output().formats());
    if (!asked.isEmpty()) {
      formats.removeIf(format -> !asked.contains(format.name().toLowerCase(Locale.ROOT)));
    }
    return formats;
  }

  private static String owner(Map<String, Object> description, Map<String, Object> request) {
    Object value = request;
    JsonPointer rest = JsonPointer.compile(String.valueOf(description.get("owner")));
    for (; !rest.matches(); rest = rest.tail()) {
      value = value instanceof Map<?, ?> object ? object.get(rest.getMatchingProperty()) : null;
    }
    return String.valueOf(value);
  }

  private static String type(String request) {
    try {
      return JSON.std.anyFrom(request) instanceof Map<?, ?> object
              && object.get("type") instanceof String type
          ? type
          : RECORDS;
    } catch (IOException e) {
      return RECORDS;
    }
  }

  private static Map<String, Object> object(String request) {
    try {
      return JSON.std.mapFrom(request);
    } catch (IOException e) {
      throw new WorkerFailure(
          FailureCode.INVALID_REQUEST, "REPORT_REQUEST is not a valid report request.");
    }
  }

  private static ReportRequest recordsRequest(String text) {
    ParsedRequest parsed = new RequestParser().parse(text);
    if (parsed instanceof ParsedRequest.Valid valid) {
      return valid.request();
    }
    String why =
        parsed instanceof ParsedRequest.Invalid invalid
            ? invalid.violations().stream()
                .map(ReportSettings::sentence)
                .collect(Collectors.joining(" "))
            : malformed((ParsedRequest.Malformed) parsed);
    throw new WorkerFailure(
        FailureCode.INVALID_REQUEST, "REPORT_REQUEST is not a valid report request: " + why);
  }

  private static String sentence(Violation violation) {
    return (violation.pointer().isEmpty() ? "" : violation.pointer() + ": ") + violation.detail();
  }

  private static String malformed(ParsedRequest.Malformed malformed) {
    return "%s (line %d, column %d)"
        .formatted(malformed.detail(), malformed.line(), malformed.column());
  }
}
