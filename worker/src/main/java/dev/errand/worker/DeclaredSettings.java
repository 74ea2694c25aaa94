package dev.errand.worker;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.errand.core.FailureCode;
import dev.errand.core.json.JsonTree;
import dev.errand.core.request.ParsedRequest;
import dev.errand.core.request.ReportRequest;
import dev.errand.core.request.RequestParser;
import dev.errand.core.type.ReportType;
import dev.errand.core.type.ReportTypes;
import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.job.DeclaredReport;
import dev.errand.worker.records.ApiSecret;
import dev.errand.worker.records.Authentication;
import dev.errand.worker.records.Proxies;
import dev.errand.worker.records.RecordSource;
import dev.errand.worker.records.RecordsApiSettings;
import dev.errand.worker.records.SecretFormat;
import dev.errand.worker.type.Auth;
import dev.errand.worker.type.DeclaredType;
import dev.errand.worker.type.InvalidTypeException;
import dev.errand.worker.type.OutputFormat;
import dev.errand.worker.type.PageSize;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Reads the request of a declared type and the settings of its API. */
final class DeclaredSettings {

  private static final int DEFAULT_PAGE_SIZE = 1000;

  private DeclaredSettings() {}

  /** Whether a request names another type than {@code records}, even one that does not exist. */
  static boolean isDeclared(String request) {
    try {
      return JsonTree.at(JSON.std.anyFrom(request), "/" + ReportRequest.TYPE)
          .filter(type -> !type.equals(ReportType.DEFAULT))
          .isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  static ReportSettings read(String request, Environment environment, Consumer<String> warn) {
    return of(typedRequest(request), environment, warn);
  }

  private static ReportSettings of(
      ReportRequest request, Environment environment, Consumer<String> warn) {
    Map<String, Object> description = description(request.type());
    DeclaredType type = declaration(request.type());
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
        new DeclaredReport(
            type,
            description,
            request.body(),
            formats(type, request.body()),
            new RecordSource(type, api.baseUrl(), request.body())),
        api,
        request.owner().toString());
  }

  /**
   * What a type declares for the worker.
   *
   * @throws WorkerFailure if the worker cannot run it
   */
  static DeclaredType declaration(ReportType type) {
    try {
      return DeclaredType.read(type.name(), description(type));
    } catch (InvalidTypeException e) {
      throw new WorkerFailure(
          FailureCode.WORKER_MISCONFIGURED,
          "The report type %s is wrong. %s".formatted(type.name(), e.getMessage()),
          e);
    }
  }

  private static Map<String, Object> description(ReportType type) {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("title", type.title());
    description.put(
        "source",
        type.source()
            .orElseThrow(
                () ->
                    new WorkerFailure(
                        FailureCode.WORKER_MISCONFIGURED,
                        "The report type %s has no source: its task runs a container of its own."
                            .formatted(type.name()))));
    description.put("columns", type.columns());
    description.put("output", type.output());
    description.put("summary", type.summary());
    return description;
  }

  private static ApiSecret secret(Auth auth, Environment environment, Consumer<String> warn) {
    return auth instanceof Auth.None
        ? ApiSecret.fixed("")
        : environment.secret(
            "SOURCE_TOKEN",
            "the secret of the API that the report type reads",
            "the source",
            SecretFormat.of(auth),
            warn);
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

  private static ReportRequest typedRequest(String text) {
    ParsedRequest parsed = new RequestParser(ReportTypes.onClassPath()).parse(text);
    if (parsed instanceof ParsedRequest.Valid valid) {
      return valid.request();
    }
    throw ReportSettings.invalid(reason(parsed));
  }

  private static String reason(ParsedRequest parsed) {
    if (parsed instanceof ParsedRequest.Malformed malformed) {
      return ReportSettings.at(malformed.detail(), malformed.line(), malformed.column());
    }
    if (parsed instanceof ParsedRequest.TooLarge large) {
      return "It takes %d characters in the overrides of its task; at most %d are allowed."
          .formatted(large.characters(), ReportRequest.MAX_CHARACTERS);
    }
    return ReportSettings.sentences(((ParsedRequest.Invalid) parsed).violations());
  }
}
