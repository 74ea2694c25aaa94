package dev.errand.local.stepfunctions;

import dev.errand.local.awsjson.AwsError;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The content of a task token, {@code $$.Task.Token}: an execution, and the attempt in it that
 * waits for a callback.
 */
record TaskToken(String executionArn, String attempt) {

  static TaskToken read(String token) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      int space = text.lastIndexOf(' ');
      if (space > 0) {
        return new TaskToken(text.substring(0, space), text.substring(space + 1));
      }
    } catch (IllegalArgumentException notBase64) {
      // the same refusal as for what has no attempt in it
    }
    throw new AwsError("InvalidToken", "Invalid Token: 'Invalid token'");
  }
}
