package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.model.LogRecord;
import dev.spanprofiles.stack.model.Resource;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Inserts log records. */
final class LogInserter {

  private final StoredOnce<Resource> resources;

  LogInserter(StoredOnce<Resource> resources) {
    this.resources = resources;
  }

  void insert(DuckDBConnection connection, List<LogRecord> logs) throws SQLException {
    ResourceIds resourceIds = new ResourceIds();
    logs.forEach(log -> resourceIds.of(log.resource()));
    resources.add(connection, resourceIds.byId());
    try (DuckDBAppender rows = connection.createAppender("logs")) {
      for (LogRecord log : logs) {
        rows.beginRow()
            .append(log.timeNanos())
            .append(log.traceId().high())
            .append(log.traceId().low())
            .append(log.spanId())
            .append(log.severity())
            .append(log.body())
            .append(AttributeJson.write(log.attributes()))
            .append(resourceIds.of(log.resource()))
            .append(log.scope().name())
            .append(log.scope().version())
            .endRow();
      }
    }
  }
}
