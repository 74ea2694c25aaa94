package dev.errand.local.stage;

import dev.errand.local.Account;
import dev.errand.local.gateway.TokenIssuer;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the stage gives to the template and to the programs that it runs.
 *
 * @param own the environment of the stage itself
 */
record StageEnvironment(Account account, Map<String, String> own) {

  /** The endpoint of a service that the user wants to be used instead of the stage's part. */
  Optional<URI> givenEndpoint(String service) {
    return Optional.ofNullable(own.get("AWS_ENDPOINT_URL_" + service))
        .filter(url -> !url.isBlank())
        .map(URI::create);
  }

  /** Values of the template's parameters that have no default. */
  Map<String, String> parameters(URI recordsApi, URI issuer) {
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
   *
   * @param others answers for every service that has no endpoint of its own here, so that no call
   *     reaches AWS
   */
  Map<String, String> variables(URI dynamoDb, URI s3, URI stepFunctions, URI ecs, URI others) {
    Map<String, String> variables = new HashMap<>(account.environment());
    variables.put("AWS_ENDPOINT_URL", others.toString());
    variables.put("AWS_EC2_METADATA_DISABLED", "true");
    variables.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.toString());
    variables.put("AWS_ENDPOINT_URL_S3", s3.toString());
    variables.put("AWS_ENDPOINT_URL_SFN", stepFunctions.toString());
    variables.put("AWS_ENDPOINT_URL_ECS", ecs.toString());
    variables.put("AWS_REQUEST_CHECKSUM_CALCULATION", "WHEN_REQUIRED");
    variables.put("AWS_RESPONSE_CHECKSUM_VALIDATION", "WHEN_REQUIRED");
    return Map.copyOf(variables);
  }
}
