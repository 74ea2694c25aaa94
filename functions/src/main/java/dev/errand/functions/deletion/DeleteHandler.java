package dev.errand.functions.deletion;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.errand.functions.artifacts.ArtifactDeletion;
import dev.errand.functions.http.ClaimMapping;
import dev.errand.functions.http.Routes;
import dev.errand.functions.http.VisibleReports;
import dev.errand.functions.report.Report;
import dev.errand.functions.runtime.Clients;
import dev.errand.functions.runtime.Environment;
import dev.errand.functions.snapstart.Priming;
import dev.errand.functions.snapstart.PrimingContext;
import dev.errand.functions.snapstart.SampleRequests;
import dev.errand.functions.store.EventCopies;
import dev.errand.functions.store.ReportStore;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Deletes reports. */
public final class DeleteHandler implements RequestStreamHandler {

  private final Routes routes;

  public DeleteHandler() {
    this(
        Environment.ofProcess(),
        Clients.dynamoDb(),
        new ArtifactDeletion(Clients.s3(), Environment.ofProcess().bucketName())::delete,
        Clock.systemUTC());
  }

  /**
   * Creates the function from its parts.
   *
   * @param files deletes the files of a report from the bucket
   */
  public DeleteHandler(
      Environment environment, DynamoDbClient dynamoDb, Consumer<Report> files, Clock clock) {
    ClaimMapping claims = ClaimMapping.of(environment);
    ReportStore reports = new ReportStore(dynamoDb, environment.tableName());
    Consumer<Report> copies = new EventCopies(dynamoDb, environment.tableName())::delete;
    Consumer<Report> deletion = copies.andThen(files);
    this.routes =
        new Routes(
            claims,
            Map.of(
                "DELETE /v1/reports/{id}",
                new DeleteReport(new VisibleReports(reports), reports, deletion, clock)));
    Priming.register(
        () ->
            handleRequest(
                SampleRequests.request(
                    claims.administrator(SampleRequests.CLIENT_ID),
                    "DELETE",
                    "/v1/reports/{id}",
                    Map.of()),
                OutputStream.nullOutputStream(),
                PrimingContext.logged()),
        () ->
            reports.delete(
                SampleRequests.report(), SampleRequests.report(), SampleRequests.transition()),
        () -> deletion.accept(SampleRequests.report()));
  }

  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context) {
    routes.answer(event, response, context);
  }
}
