package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.model.Resource;
import java.sql.SQLException;
import org.duckdb.DuckDBConnection;

/** Inserts rows of every kind within the connection's transaction. Not safe for several threads. */
final class Inserter {

  private final StoredOnce<Resource> resources =
      new StoredOnce<>(
          "resources", (resource, row) -> row.append(AttributeJson.write(resource.attributes())));
  private final SpanInserter spans = new SpanInserter(resources);
  private final LogInserter logs = new LogInserter(resources);
  private final SampleInserter samples = new SampleInserter();

  void insert(DuckDBConnection connection, Rows rows) throws SQLException {
    if (!rows.spans().isEmpty()) {
      spans.insert(connection, rows.spans());
    }
    if (!rows.logs().isEmpty()) {
      logs.insert(connection, rows.logs());
    }
    if (!rows.samples().isEmpty()) {
      samples.insert(connection, rows.samples());
    }
  }

  /** To be called when rows were deleted, or a transaction rolled back. */
  void forget() {
    resources.forget();
    samples.forget();
  }
}
