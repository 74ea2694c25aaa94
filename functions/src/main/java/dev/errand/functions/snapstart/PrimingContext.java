package dev.errand.functions.snapstart;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;

/** The context of a priming call, which is no invocation. */
public final class PrimingContext implements Context {

  private final LambdaLogger logger;

  private PrimingContext(LambdaLogger logger) {
    this.logger = logger;
  }

  /** What the call logs is in the function's log. */
  public static PrimingContext logged() {
    return new PrimingContext(LambdaRuntime.getLogger());
  }

  /** What the call logs is discarded: the log has no line about a request that no client sent. */
  public static PrimingContext silent() {
    return new PrimingContext(new DiscardingLogger());
  }

  @Override
  public String getAwsRequestId() {
    return "priming";
  }

  @Override
  public String getLogGroupName() {
    return "";
  }

  @Override
  public String getLogStreamName() {
    return "";
  }

  @Override
  public String getFunctionName() {
    return "";
  }

  @Override
  public String getFunctionVersion() {
    return "";
  }

  @Override
  public String getInvokedFunctionArn() {
    return "";
  }

  @Override
  public CognitoIdentity getIdentity() {
    return null;
  }

  @Override
  public ClientContext getClientContext() {
    return null;
  }

  @Override
  public int getRemainingTimeInMillis() {
    return 0;
  }

  @Override
  public int getMemoryLimitInMB() {
    return 0;
  }

  @Override
  public LambdaLogger getLogger() {
    return logger;
  }

  private static final class DiscardingLogger implements LambdaLogger {

    @Override
    public void log(String message) {
      // discarded
    }

    @Override
    public void log(byte[] message) {
      // discarded
    }
  }
}
