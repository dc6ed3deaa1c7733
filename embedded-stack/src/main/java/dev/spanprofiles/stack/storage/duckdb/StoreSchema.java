package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;

/** The tables, one file each, made in this order. */
final class StoreSchema {

  static final int VERSION = 7;

  private static final List<String> FILES =
      List.of(
          "1_schema_version.sql",
          "2_resources.sql",
          "3_spans.sql",
          "4_logs.sql",
          "5_series.sql",
          "6_stack_traces.sql",
          "7_samples.sql");

  private StoreSchema() {}

  /**
   * Makes the tables in an empty database, and refuses one that other code has written.
   *
   * @throws StorageException if the version is not {@link #VERSION}
   */
  static void ensure(Connection connection, Path file) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (isEmpty(statement)) {
        create(statement);
        return;
      }
      int found = version(statement);
      if (found != VERSION) {
        throw new StorageException(
            "%s has schema version %d, this program reads version %d: use another data directory, or delete this one"
                .formatted(file, found, VERSION),
            null);
      }
    }
  }

  private static boolean isEmpty(Statement statement) throws SQLException {
    try (ResultSet tables = statement.executeQuery("SELECT 1 FROM duckdb_tables() LIMIT 1")) {
      return !tables.next();
    }
  }

  /** 0 if there is no version: the file is not ours. */
  private static int version(Statement statement) throws SQLException {
    try (ResultSet table =
        statement.executeQuery(
            "SELECT 1 FROM duckdb_tables() WHERE table_name = 'schema_version'")) {
      if (!table.next()) {
        return 0;
      }
    }
    try (ResultSet version = statement.executeQuery("SELECT max(version) FROM schema_version")) {
      return version.next() ? version.getInt(1) : 0;
    }
  }

  private static void create(Statement statement) throws SQLException {
    statement.execute("BEGIN TRANSACTION");
    for (String file : FILES) {
      statement.execute(read(file));
    }
    statement.execute("INSERT INTO schema_version VALUES (" + VERSION + ")");
    statement.execute("COMMIT");
  }

  private static String read(String file) {
    try (InputStream in = Objects.requireNonNull(StoreSchema.class.getResourceAsStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
