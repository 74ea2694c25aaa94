package dev.errand.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;

/** A handler that cannot be made. */
public final class BrokenFunction implements RequestHandler<Map<String, Object>, String> {

  public BrokenFunction() {
    throw new IllegalStateException("there is no table");
  }

  @Override
  public String handleRequest(Map<String, Object> event, Context context) {
    return "never";
  }
}
