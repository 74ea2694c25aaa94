package dev.errand.functions.http;

import com.amazonaws.services.lambda.runtime.Context;
import dev.errand.functions.runtime.Log;
import java.time.Duration;

/** Answers the requests of one route. */
@FunctionalInterface
public interface Endpoint {

  /**
   * Answers one request.
   *
   * @throws ProblemException to answer with a problem
   */
  Response answer(Request request, Invocation invocation);

  /**
   * The invocation of the function that a request is answered in.
   *
   * @param log its log
   * @param context what Lambda says about it
   */
  record Invocation(Log log, Context context) {

    /** How long it may still take. */
    public Duration remaining() {
      return Duration.ofMillis(context.getRemainingTimeInMillis());
    }
  }
}
