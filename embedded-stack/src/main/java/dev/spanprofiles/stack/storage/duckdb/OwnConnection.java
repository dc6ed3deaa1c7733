package dev.spanprofiles.stack.storage.duckdb;

import java.sql.SQLException;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * A connection of one thread at a time, made when it is first used, and again when the database was
 * opened again or a transaction on it failed: one that could not be ended answers nothing more.
 */
final class OwnConnection {

  private final Database database;
  private @Nullable DuckDBConnection connection;

  OwnConnection(Database database) {
    this.database = database;
  }

  /** Does the work with it; to be called within {@link Database#useOnce}. */
  <T> T use(Database.Work<T> work) throws SQLException {
    DuckDBConnection used = connection();
    try {
      return work.run(used);
    } catch (SQLException | RuntimeException | Error e) {
      connection = null;
      database.discard(used, e);
      throw e;
    }
  }

  private DuckDBConnection connection() throws SQLException {
    DuckDBConnection known = connection;
    if (known == null || known.isClosed()) {
      known = database.duplicate();
      connection = known;
    }
    return known;
  }
}
