package dev.errand.local.awsjson;

import dev.errand.states.value.Json;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.regex.Pattern;

/** Lets requests through that name the stage's access key; their signature is not checked. */
public final class AccessKeyCheck implements Handler {

  private final Pattern authorization;
  private final AwsJson protocol;

  /** Checks each request before that protocol answers it. */
  public AccessKeyCheck(String accessKeyId, AwsJson protocol) {
    this.authorization =
        Pattern.compile("AWS4-HMAC-SHA256 Credential=%s/.*".formatted(Pattern.quote(accessKeyId)));
    this.protocol = protocol;
  }

  @Override
  public void handle(Context http) {
    if (authorization.matcher(String.valueOf(http.header("Authorization"))).matches()) {
      protocol.handle(http);
    } else {
      http.status(400)
          .contentType("application/x-amz-json-1.1")
          .result(
              Json.write(
                  Json.object()
                      .put("__type", "UnrecognizedClientException")
                      .put("message", "The security token included in the request is invalid.")));
    }
  }
}
