package dev.errand.local.secretsmanager;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.awsjson.AccessKeyCheck;
import dev.errand.local.awsjson.AwsError;
import dev.errand.local.awsjson.AwsJson;
import dev.errand.local.awsjson.Input;
import dev.errand.states.value.Json;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code GetSecretValue} of AWS Secrets Manager. A handler for {@code POST /}. It accepts only
 * requests with the access key id of the stage, but does not verify their signature.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html">API
 *     reference</a>
 */
public final class SecretsManagerApi implements Handler {

  private final AccessKeyCheck checked;
  private final Function<String, Optional<String>> secrets;
  private final AwsJson protocol;

  /**
   * Creates the API.
   *
   * @param accessKeyId the access key id that requests must have
   * @param secrets returns the text of a secret by its ARN
   */
  public SecretsManagerApi(String accessKeyId, Function<String, Optional<String>> secrets) {
    this.secrets = secrets;
    this.protocol =
        new AwsJson("secretsmanager", "1.1", Map.of("GetSecretValue", this::getSecretValue));
    this.checked = new AccessKeyCheck(accessKeyId, protocol);
  }

  /** Its operations, for calls that come from this process. */
  public AwsJson operations() {
    return protocol;
  }

  @Override
  public void handle(Context http) {
    checked.handle(http);
  }

  private ObjectNode getSecretValue(Input input) {
    String arn = input.required("SecretId");
    String text =
        secrets
            .apply(arn)
            .orElseThrow(
                () ->
                    new AwsError(
                        "ResourceNotFoundException",
                        "Secrets Manager can't find the specified secret."));
    return Json.object().put("ARN", arn).put("SecretString", text);
  }
}
