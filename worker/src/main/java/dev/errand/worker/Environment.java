package dev.errand.worker;

import dev.errand.core.FailureCode;
import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.records.ApiSecret;
import dev.errand.worker.records.Proxies;
import dev.errand.worker.records.SecretFormat;
import dev.errand.worker.secret.SecretsManagerSecret;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads environment variables. An empty variable is like a missing one. */
record Environment(Map<String, String> variables) {

  /**
   * The value of a variable.
   *
   * @throws WorkerFailure if it is missing
   */
  String required(String name, String meaning) {
    return value(name)
        .orElseThrow(
            () ->
                misconfigured(
                    "The environment variable %s is not set. It contains %s."
                        .formatted(name, meaning)));
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(variables.get(name)).filter(text -> !text.isBlank());
  }

  /**
   * A whole number from 1.
   *
   * @param other the number if the variable is missing
   */
  int number(String name, int other, int max) {
    Optional<String> text = value(name);
    if (text.isEmpty()) {
      return other;
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= 1 && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // handled like a number out of range
    }
    throw misconfigured("%s must be a whole number from 1 to %d.".formatted(name, max));
  }

  /** The base URL of an API. */
  URI url(String name, String meaning) {
    try {
      URI url = new URI(required(name, meaning));
      if (("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
          && url.getHost() != null
          && url.getQuery() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // handled like any other invalid URL
    }
    throw misconfigured(name + " must be an http or https URL without a query.");
  }

  /**
   * The secret of the API.
   *
   * @param parameter the template's parameter of the secret
   */
  ApiSecret secret(
      String name, String meaning, String parameter, SecretFormat format, Consumer<String> warn) {
    String value =
        ApiSecret.parse(required(name, meaning), format)
            .orElseThrow(
                () ->
                    misconfigured(
                        "%s must be %s. Correct the secret of %s."
                            .formatted(name, format.rule(), parameter)));
    return value(name + "_SECRET_ARN")
        .map(arn -> new ApiSecret(value, format, new SecretsManagerSecret(arn, warn)))
        .orElseGet(() -> ApiSecret.fixed(value));
  }

  /** The proxies of the usual variables. */
  Proxies proxies() {
    try {
      return Proxies.of(variables);
    } catch (IllegalArgumentException e) {
      throw misconfigured(
          "HTTPS_PROXY and HTTP_PROXY must be URLs such as http://proxy.example:3128, without"
              + " credentials.");
    }
  }

  private static WorkerFailure misconfigured(String detail) {
    return new WorkerFailure(FailureCode.WORKER_MISCONFIGURED, detail);
  }
}
