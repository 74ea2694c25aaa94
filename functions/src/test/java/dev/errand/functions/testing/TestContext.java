package dev.errand.functions.testing;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;

/** What Lambda says about an invocation, and what the invocation logs. */
public final class TestContext implements Context, LambdaLogger {

  private final StringBuilder lines = new StringBuilder();

  /** Everything that was logged. */
  public synchronized String log() {
    return lines.toString();
  }

  @Override
  public int getRemainingTimeInMillis() {
    return 29_000;
  }

  @Override
  public LambdaLogger getLogger() {
    return this;
  }

  @Override
  public synchronized void log(String message) {
    lines.append(message);
  }

  @Override
  public synchronized void log(byte[] message) {
    lines.append(new String(message, StandardCharsets.UTF_8));
  }

  @Override
  public String getAwsRequestId() {
    return "6bc28136-4365-4365-b021-0ce6b2e64ab0";
  }

  @Override
  public String getLogGroupName() {
    return "log-group";
  }

  @Override
  public String getLogStreamName() {
    return "log-stream";
  }

  @Override
  public String getFunctionName() {
    return "function";
  }

  @Override
  public String getFunctionVersion() {
    return "1";
  }

  @Override
  public String getInvokedFunctionArn() {
    return "arn:aws:lambda:us-east-1:123456789012:function:function";
  }

  @Override
  public CognitoIdentity getIdentity() {
    throw new UnsupportedOperationException("an HTTP API gives none");
  }

  @Override
  public ClientContext getClientContext() {
    throw new UnsupportedOperationException("an HTTP API gives none");
  }

  @Override
  public int getMemoryLimitInMB() {
    return 512;
  }
}
