package dev.errand.functions.deadletters;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.errand.functions.http.ClaimMapping;
import dev.errand.functions.http.Routes;
import dev.errand.functions.runtime.Clients;
import dev.errand.functions.runtime.Environment;
import dev.errand.functions.snapstart.Priming;
import dev.errand.functions.snapstart.PrimingContext;
import dev.errand.functions.snapstart.SampleRequests;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/** Lists the status changes that could not be recorded, and replays them. */
public final class DeadLettersHandler implements RequestStreamHandler {

  private final Routes routes;

  public DeadLettersHandler() {
    this(Environment.ofProcess());
  }

  private DeadLettersHandler(Environment environment) {
    this(
        environment,
        new DeadLetters(Clients.sqs(), environment.deadLettersUrl()),
        new RecorderClient(Clients.lambda(), environment.recorderFunction()));
  }

  /** Creates the function from its parts. */
  public DeadLettersHandler(
      Environment environment, DeadLetters deadLetters, RecorderClient recorder) {
    ClaimMapping claims = ClaimMapping.of(environment);
    this.routes =
        new Routes(
            claims,
            Map.of(
                "GET /v1/dead-letters",
                new ListDeadLetters(deadLetters),
                "POST /v1/dead-letters/replay",
                new ReplayDeadLetters(deadLetters, recorder, Clients.INVOCATION)));
    Priming.register(
        () ->
            handleRequest(
                SampleRequests.request(
                    claims.administrator(SampleRequests.CLIENT_ID),
                    "GET",
                    "/v1/dead-letters",
                    Map.of()),
                OutputStream.nullOutputStream(),
                PrimingContext.logged()),
        () -> recorder.record(SampleRequests.STATUS_CHANGE));
  }

  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context) {
    routes.answer(event, response, context);
  }
}
