package dev.errand.worker;

import dev.errand.core.FailureCode;
import dev.errand.core.ParsedRecordsRequest;
import dev.errand.core.RecordsRequest;
import dev.errand.core.RecordsRequestParser;
import dev.errand.core.Violation;
import dev.errand.core.type.ReportType;
import dev.errand.core.type.ReportTypes;
import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.job.RecordsReport;
import dev.errand.worker.job.ReportDefinition;
import dev.errand.worker.records.Authentication;
import dev.errand.worker.records.RecordsApiSettings;
import dev.errand.worker.records.SecretFormat;
import dev.errand.worker.type.DeclaredType;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What the report of a request is made of.
 *
 * @param definition what is read and written
 * @param api how the API is called
 * @param clientId the client that owns the report
 */
record ReportSettings(ReportDefinition definition, RecordsApiSettings api, String clientId) {

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
    return DeclaredSettings.isDeclared(request)
        ? DeclaredSettings.read(request, environment, warn)
        : records(recordsRequest(request), environment, warn);
  }

  private static ReportSettings records(
      RecordsRequest request, Environment environment, Consumer<String> warn) {
    RecordsApiSettings api =
        new RecordsApiSettings(
            environment.url("RECORDS_API_URL", "the base URL of the records API"),
            Authentication.bearer(
                environment.secret(
                    "RECORDS_API_TOKEN",
                    "the bearer token for the records API",
                    "RecordsApiTokenSecretArn",
                    SecretFormat.HEADER,
                    warn)),
            environment.number("RECORDS_API_CONNECTIONS", 4, 64),
            environment.number("RECORDS_API_PAGE_SIZE", 5000, 5000),
            OptionalInt.empty(),
            environment.proxies(),
            RecordsApiSettings.LIMITS);
    DeclaredType type =
        DeclaredSettings.declaration(
            ReportTypes.onClassPath().find(ReportType.DEFAULT).orElseThrow());
    return new ReportSettings(
        RecordsReport.of(request, type.withPageSize(api.pageSize()), api.baseUrl()),
        api,
        request.filter().clientId().toString());
  }

  private static RecordsRequest recordsRequest(String text) {
    ParsedRecordsRequest parsed = new RecordsRequestParser().parse(text);
    if (parsed instanceof ParsedRecordsRequest.Valid valid) {
      return valid.request();
    }
    String why =
        parsed instanceof ParsedRecordsRequest.Invalid invalid
            ? sentences(invalid.violations())
            : malformed((ParsedRecordsRequest.Malformed) parsed);
    throw invalid(why);
  }

  static WorkerFailure invalid(String why) {
    return new WorkerFailure(
        FailureCode.INVALID_REQUEST, "REPORT_REQUEST is not a valid report request: " + why);
  }

  static String sentences(List<Violation> violations) {
    return violations.stream().map(Violation::sentence).collect(Collectors.joining(" "));
  }

  private static String malformed(ParsedRecordsRequest.Malformed malformed) {
    return at(malformed.detail(), malformed.line(), malformed.column());
  }

  static String at(String detail, int line, int column) {
    return "%s (line %d, column %d)".formatted(detail, line, column);
  }
}
