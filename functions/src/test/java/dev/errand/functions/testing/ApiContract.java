package dev.errand.functions.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolverFactory;
import com.atlassian.oai.validator.report.ValidationReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/** Holds every answer to {@code api/openapi.yaml}. */
public final class ApiContract {

  private static final OpenApiInteractionValidator VALIDATOR =
      OpenApiInteractionValidator.createForInlineApiSpecification(specification())
          .withLevelResolver(LevelResolverFactory.withAdditionalPropertiesIgnored())
          .build();

  private ApiContract() {}

  /**
   * The contract as OpenAPI 3.0: the validator does not look at types in 3.1. Its schemas use
   * nothing that is new in 3.1.
   */
  private static String specification() {
    try {
      return Files.readString(TestTable.CHECKOUT.root().resolve("api/openapi.yaml"))
          .replace("openapi: 3.1.0", "openapi: 3.0.3")
          .replaceAll("(?m)^  (  identifier|summary): .*\n", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void check(String routeKey, Call call, Answer answer) {
    String path = routeKey.substring(routeKey.indexOf(' ') + 1).replaceAll("\\{\\w+}", "any-id");
    assertThat(breaches(path, call.method(), answer))
        .as("%s answered %s", routeKey, answer)
        .isEmpty();
  }

  /** In what an answer differs from what the contract says of it. */
  public static List<String> breaches(Call call, Answer answer) {
    return breaches(call.path(), call.method(), answer);
  }

  private static List<String> breaches(String path, String method, Answer answer) {
    SimpleResponse.Builder response = SimpleResponse.Builder.status(answer.status());
    answer.headers().forEach(response::withHeader);
    if (!answer.body().isEmpty()) {
      response.withBody(answer.body());
    }
    return VALIDATOR
        .validateResponse(path, Request.Method.valueOf(method), response.build())
        .getMessages()
        .stream()
        .filter(message -> message.getLevel() != ValidationReport.Level.IGNORE)
        .map(ValidationReport.Message::getMessage)
        .toList();
  }
}
