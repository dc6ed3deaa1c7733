package dev.spanprofiles.stack.storage.duckdb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * A table whose rows are known by a hash of their content. Remembers a bounded number of ids that
 * are stored, so that most batches need no look-up.
 */
final class StoredOnce<T> {

  private static final int MAX_REMEMBERED = 50_000;

  private final String table;
  private final Columns<T> columns;
  private final Set<Long> stored =
      Collections.newSetFromMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
              return size() > MAX_REMEMBERED;
            }
          });

  /** Appends the columns that follow the id. */
  interface Columns<T> {
    void append(T content, DuckDBAppender row) throws SQLException;
  }

  StoredOnce(String table, Columns<T> columns) {
    this.table = table;
    this.columns = columns;
  }

  /** Stores those that are missing, within the connection's transaction. */
  void add(DuckDBConnection connection, Map<Long, T> contents) throws SQLException {
    Map<Long, T> missing = new LinkedHashMap<>(contents);
    missing.keySet().removeIf(stored::contains);
    if (missing.isEmpty()) {
      return;
    }
    Set<Long> looked = Set.copyOf(missing.keySet());
    removeStored(connection, missing);
    try (DuckDBAppender rows = connection.createAppender(table)) {
      for (Map.Entry<Long, T> content : missing.entrySet()) {
        rows.beginRow().append(content.getKey().longValue());
        columns.append(content.getValue(), rows);
        rows.endRow();
      }
    }
    stored.addAll(looked);
  }

  private void removeStored(Connection connection, Map<Long, T> missing) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT id FROM " + table + " WHERE id IN (SELECT unnest(?::BIGINT[]))")) {
      query.setArray(1, connection.createArrayOf("BIGINT", missing.keySet().toArray()));
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          missing.remove(found.getLong(1));
        }
      }
    }
  }

  /** To be called when rows were deleted, or a transaction rolled back. */
  void forget() {
    stored.clear();
  }
}
