package dev.errand.local.records;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;

/** Fills a database, and finds out what one was filled with. */
record RecordsFilling(Connection connection) {

  private static final int BATCH = 5_000;

  /**
   * Fills an empty database.
   *
   * @param statusLines gets a line of text at the beginning and after each large part, if there are
   *     so many records that it takes long
   */
  void fill(int perClient, Consumer<String> statusLines) throws SQLException {
    FillingProgress progress = new FillingProgress(perClient, statusLines);
    execute(
        """
        CREATE TABLE record (
          client_id UUID NOT NULL,
          booked_at BIGINT NOT NULL,
          id UUID NOT NULL,
          amount NUMERIC(20, 3) NOT NULL,
          currency CHAR(3) NOT NULL,
          status VARCHAR(20) NOT NULL,
          counterparty VARCHAR(200) NOT NULL,
          description VARCHAR(200) NOT NULL)""");
    for (SampleClient client : SampleClient.values()) {
      insert(new SampleRecords(client, client.records(perClient)), progress);
    }
    execute("CREATE UNIQUE INDEX by_time ON record (client_id, booked_at, id)");
    execute("CREATE INDEX by_status ON record (client_id, status, booked_at, id)");
    execute("CREATE TABLE filled (version INT NOT NULL, per_client INT NOT NULL)");
    execute("INSERT INTO filled VALUES (%d, %d)".formatted(SampleRecords.VERSION, perClient));
  }

  /** Whether these records are in it, all of them. */
  boolean holds(int perClient) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (!exists(statement)) {
        return false;
      }
      try (ResultSet row = statement.executeQuery("SELECT version, per_client FROM filled")) {
        return row.next() && row.getInt(1) == SampleRecords.VERSION && row.getInt(2) == perClient;
      }
    }
  }

  private static boolean exists(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "SELECT 1 FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = 'FILLED'")) {
      return row.next();
    }
  }

  private void insert(SampleRecords records, FillingProgress progress) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
      while (records.hasNext()) {
        int added = 0;
        while (added < BATCH && records.hasNext()) {
          add(insert, records.next());
          added++;
        }
        insert.executeBatch();
        progress.added(added);
      }
    }
  }

  private static void add(PreparedStatement insert, SampleRecord made) throws SQLException {
    insert.setObject(1, made.clientId());
    insert.setLong(2, made.bookedAt().getEpochSecond());
    insert.setObject(3, made.id());
    insert.setBigDecimal(4, made.amount());
    insert.setString(5, made.currency());
    insert.setString(6, made.status());
    insert.setString(7, made.counterparty());
    insert.setString(8, made.description());
    insert.addBatch();
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
