package dev.errand.local.stage;

import dev.errand.local.Account;
import dev.errand.local.gateway.TokenIssuer;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of the template and the environment variables of programs on the stage.
 *
 * @param own the environment of the stage itself
 */
public record StageEnvironment(Account account, Map<String, String> own) {

  private static final List<String> SERVICES = List.of("DYNAMODB", "S3");

  /** The endpoint of a service that the user wants to be used instead of the stage's part. */
  Optional<URI> givenEndpoint(String service) {
    return given("AWS_ENDPOINT_URL_" + service).map(URI::create);
  }

  /** Whether a service is the user's and not a part of the stage. */
  boolean hasGivenEndpoint() {
    return SERVICES.stream().anyMatch(service -> givenEndpoint(service).isPresent());
  }

  /**
   * The stage's keys; the user's own where a service is the user's. A program has one pair of keys
   * for all services, so the stage's parts take the user's as well then.
   *
   * @throws IllegalStateException if the user has not given any
   */
  Credentials credentials() {
    if (!hasGivenEndpoint()) {
      return Credentials.of(account);
    }
    return new Credentials(
        new Account(
            account.id(),
            given("AWS_REGION").or(() -> given("AWS_DEFAULT_REGION")).orElse(account.region()),
            required("AWS_ACCESS_KEY_ID"),
            required("AWS_SECRET_ACCESS_KEY")),
        given("AWS_SESSION_TOKEN"));
  }

  private Optional<String> given(String variable) {
    return Optional.ofNullable(own.get(variable)).filter(value -> !value.isBlank());
  }

  private String required(String variable) {
    return given(variable)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    ("an endpoint of your own is set (AWS_ENDPOINT_URL_%s) and %s is not: set the"
                            + " keys that the endpoint takes, for a profile of the AWS CLI by: eval"
                            + " \"$(aws configure export-credentials --format env)\"")
                        .formatted(String.join(" or AWS_ENDPOINT_URL_", SERVICES), variable)));
  }

  /** Values of the template's parameters that have no default. */
  public Map<String, String> parameters(URI recordsApi, URI issuer) {
    return Map.of(
        "VpcId",
        "vpc-00000000",
        "SubnetIds",
        "subnet-00000000,subnet-00000001",
        "RecordsApiUrl",
        recordsApi.toString(),
        "RecordsApiTokenSecretArn",
        recordsApiTokenSecret(),
        "JwtIssuer",
        issuer.toString(),
        "JwtAudience",
        TokenIssuer.AUDIENCE,
        "ClientClaim",
        "client_id",
        "Version",
        "local");
  }

  /** The ARN of the secret whose value is the token of the sample records API. */
  String recordsApiTokenSecret() {
    return "arn:aws:secretsmanager:%s:%s:secret:records-api-token-000000"
        .formatted(account.region(), account.id());
  }

  /**
   * The variables of every function and task, by which the AWS SDK finds the stage's parts.
   * Functions may send events to this machine, which no function does on AWS.
   *
   * @param services the endpoint for every service except DynamoDB and S3; it refuses those that
   *     the stage does not have
   */
  public Map<String, String> variables(URI dynamoDb, URI s3, URI services) {
    Map<String, String> variables = new HashMap<>(credentials().variables());
    variables.put("AWS_ENDPOINT_URL", services.toString());
    variables.put("AWS_EC2_METADATA_DISABLED", "true");
    variables.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.toString());
    variables.put("AWS_ENDPOINT_URL_S3", s3.toString());
    variables.put("WEBHOOK_LOOPBACK", "allowed");
    variables.put("AWS_REQUEST_CHECKSUM_CALCULATION", "WHEN_REQUIRED");
    variables.put("AWS_RESPONSE_CHECKSUM_VALIDATION", "WHEN_REQUIRED");
    return Map.copyOf(variables);
  }
}
