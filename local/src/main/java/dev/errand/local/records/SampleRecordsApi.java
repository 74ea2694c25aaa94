package dev.errand.local.records;

import dev.errand.local.records.RecordsQuery.Position;
import dev.errand.local.records.RecordsQueryReader.Fault;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The sample records API, running in this JVM on a port of the loopback interface. */
public final class SampleRecordsApi implements AutoCloseable {

  /**
   * How to run it.
   *
   * @param data the stage's folder; the database goes to {@code records} in it
   * @param recordsPerClient how many records a client has; the third one a tenth of it
   * @param token the bearer token that callers need
   * @param statusLines gets a line of text about each part of a long filling
   */
  public record Options(
      Path data, int recordsPerClient, String token, Consumer<String> statusLines) {

    /** Fills the database without status lines. */
    public Options(Path data, int recordsPerClient, String token) {
      this(data, recordsPerClient, token, line -> {});
    }

    @Override
    public String toString() {
      return "Options[" + data + ", " + recordsPerClient + "]";
    }
  }

  private final RecordsDatabase database;
  private final byte[] authorization;
  private final Javalin server;

  private SampleRecordsApi(Options options) throws SQLException, IOException {
    this.authorization = ("Bearer " + options.token()).getBytes(StandardCharsets.UTF_8);
    this.database =
        RecordsDatabase.open(
            options.data().resolve("records"), options.recordsPerClient(), options.statusLines());
    this.server = Javalin.create(this::configure).start("127.0.0.1", 0);
  }

  /**
   * Fills the database, unless it holds these records, and starts to answer.
   *
   * @throws IllegalStateException if the database cannot be made or opened
   */
  public static SampleRecordsApi start(Options options) {
    try {
      return new SampleRecordsApi(options);
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(
          "cannot open the records database in %s: %s".formatted(options.data(), e.getMessage()),
          e);
    }
  }

  /** The base URL, {@code http://127.0.0.1:PORT}; records are at {@code /v1/records}. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  @Override
  public void close() {
    server.stop();
    database.close();
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.routes.before(this::authorize);
    config.routes.get("/v1/records", this::records);
    config.routes.exception(
        HttpResponseException.class,
        (e, context) -> answer(context, e.getStatus(), "This cannot be answered.", e.getMessage()));
    config.routes.exception(
        Exception.class,
        (e, context) -> answer(context, 500, "The records API failed.", "Ask again later."));
  }

  private void authorize(Context context) {
    String given = Optional.ofNullable(context.header("Authorization")).orElse("");
    if (!MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), authorization)) {
      context.header("WWW-Authenticate", "Bearer");
      answer(context, 401, "Not authorized.", "Send the API's token as a bearer token.");
      context.skipRemainingHandlers();
    }
  }

  private void records(Context context) throws SQLException, IOException {
    RecordsQueryReader reader = new RecordsQueryReader(context.queryParamMap());
    Optional<RecordsQuery> query = reader.read();
    if (query.isEmpty()) {
      answer(context, 400, "The request is not valid.", "See errors.", reader.faults());
      return;
    }
    context.contentType("application/json").result(page(query.get()));
  }

  private byte[] page(RecordsQuery query) throws SQLException, IOException {
    int size = query.pageSize();
    List<SampleRecord> oneMore = database.page(query, size + 1);
    boolean last = oneMore.size() <= size;
    List<SampleRecord> records = last ? oneMore : oneMore.subList(0, size);
    Optional<String> nextCursor =
        last ? Optional.empty() : Optional.of(cursor(query, records.get(size - 1)));
    return RecordsJson.page(records, nextCursor, database.total(query.filter()));
  }

  private static String cursor(RecordsQuery query, SampleRecord record) {
    return Cursor.write(query.filter(), new Position(record.bookedAt(), record.id()));
  }

  private static void answer(Context context, int status, String title, String detail) {
    answer(context, status, title, detail, List.of());
  }

  private static void answer(
      Context context, int status, String title, String detail, List<Fault> faults) {
    try {
      context
          .status(status)
          .contentType("application/problem+json")
          .result(RecordsJson.problem(status, title, detail, faults));
    } catch (IOException e) {
      throw new IllegalStateException("a problem cannot be written", e);
    }
  }
}
