package dev.errand.local.records;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import dev.errand.local.records.RecordsQuery.Position;
import dev.errand.local.records.RecordsQuery.RecordsFilter;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * The sample records in an embedded H2 database, which never change once it is filled. So it is
 * filled under another name and then opened for reading only: if the stage is killed meanwhile, the
 * database is complete or missing.
 */
final class RecordsDatabase implements AutoCloseable {

  private static final int TOTALS_KEPT = 10_000;
  private static final String USER = "sa";
  private static final String FILLED = "records";
  private static final String FILLING = "filling";

  private static final String WHERE =
      " FROM record WHERE client_id = ? AND booked_at >= ? AND booked_at < ?";

  private static final String AFTER = " AND (booked_at > ? OR (booked_at = ? AND id > ?))";

  private final JdbcConnectionPool connections;
  private final Map<RecordsFilter, Long> totals = new ConcurrentHashMap<>();

  private RecordsDatabase(JdbcConnectionPool connections) {
    this.connections = connections;
  }

  /**
   * Opens the database; makes it first if there is none, or one that holds other records or cannot
   * be read.
   *
   * @param folder where its file lies, or is made
   * @param perClient the number of records of each of the first two clients; the third has a tenth
   * @param statusLines gets a line of text about each part of a long filling
   */
  static RecordsDatabase open(Path folder, int perClient, Consumer<String> statusLines)
      throws SQLException, IOException {
    String url = url(folder, FILLED) + ";ACCESS_MODE_DATA=r;CACHE_SIZE=65536";
    if (!holds(url, file(folder, FILLED), perClient)) {
      fill(folder, perClient, statusLines);
    }
    JdbcConnectionPool connections = JdbcConnectionPool.create(url, USER, "");
    connections.setMaxConnections(32);
    return new RecordsDatabase(connections);
  }

  private static boolean holds(String url, Path file, int perClient) {
    if (!Files.exists(file)) {
      return false;
    }
    try (Connection connection = DriverManager.getConnection(url, USER, "")) {
      return new RecordsFilling(connection).holds(perClient);
    } catch (SQLException unreadable) {
      return false;
    }
  }

  private static void fill(Path folder, int perClient, Consumer<String> statusLines)
      throws SQLException, IOException {
    Path filling = file(folder, FILLING);
    Files.deleteIfExists(filling);
    try (Connection connection = DriverManager.getConnection(url(folder, FILLING), USER, "")) {
      new RecordsFilling(connection).fill(perClient, statusLines);
    }
    Files.move(filling, file(folder, FILLED), ATOMIC_MOVE);
  }

  private static String url(Path folder, String name) {
    return "jdbc:h2:file:" + folder.toAbsolutePath().resolve(name);
  }

  private static Path file(Path folder, String name) {
    return folder.resolve(name + ".mv.db");
  }

  /** How many records match. */
  long total(RecordsFilter filter) throws SQLException {
    Long known = totals.get(filter);
    if (known != null) {
      return known;
    }
    long total = count(filter);
    if (totals.size() < TOTALS_KEPT) {
      totals.put(filter, total);
    }
    return total;
  }

  private long count(RecordsFilter filter) throws SQLException {
    try (Connection connection = connections.getConnection();
        PreparedStatement select =
            connection.prepareStatement("SELECT COUNT(*)" + WHERE + status(filter))) {
      bind(select, filter);
      try (ResultSet result = select.executeQuery()) {
        result.next();
        return result.getLong(1);
      }
    }
  }

  /**
   * The first records of a page in the order of {@code booked_at} and {@code id}. The order names
   * the columns that are the same in all of them too, because H2 takes the order from an index only
   * if it begins with the index's own columns.
   */
  List<SampleRecord> page(RecordsQuery query, int limit) throws SQLException {
    RecordsFilter filter = query.filter();
    String sql =
        "SELECT id, booked_at, amount, currency, status, counterparty, description"
            + WHERE
            + status(filter)
            + (query.after().isPresent() ? AFTER : "")
            + " ORDER BY client_id, "
            + (filter.status().isPresent() ? "status, " : "")
            + "booked_at, id LIMIT ?";
    try (Connection connection = connections.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      int next = bind(select, filter);
      if (query.after().isPresent()) {
        Position after = query.after().get();
        // the range starts where the page before ended, so that earlier records cost nothing
        select.setLong(2, after.bookedAt().getEpochSecond());
        select.setLong(next++, after.bookedAt().getEpochSecond());
        select.setLong(next++, after.bookedAt().getEpochSecond());
        select.setObject(next++, after.id());
      }
      select.setInt(next, limit);
      try (ResultSet rows = select.executeQuery()) {
        List<SampleRecord> records = new ArrayList<>(limit);
        while (rows.next()) {
          records.add(record(filter.clientId(), rows));
        }
        return records;
      }
    }
  }

  private static String status(RecordsFilter filter) {
    return filter.status().isPresent() ? " AND status = ?" : "";
  }

  private static int bind(PreparedStatement select, RecordsFilter filter) throws SQLException {
    int next = 1;
    select.setObject(next++, filter.clientId());
    select.setLong(next++, filter.firstSecond());
    select.setLong(next++, filter.endSecond());
    if (filter.status().isPresent()) {
      select.setString(next++, filter.status().get());
    }
    return next;
  }

  private static SampleRecord record(UUID clientId, ResultSet row) throws SQLException {
    String currency = row.getString(4);
    int decimals = Currency.getInstance(currency).getDefaultFractionDigits();
    BigDecimal amount = row.getBigDecimal(3).setScale(decimals, RoundingMode.UNNECESSARY);
    return new SampleRecord(
        row.getObject(1, UUID.class),
        clientId,
        Instant.ofEpochSecond(row.getLong(2)),
        amount,
        currency,
        row.getString(5),
        row.getString(6),
        row.getString(7));
  }

  @Override
  public void close() {
    connections.dispose();
  }
}
