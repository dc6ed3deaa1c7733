package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.StoredByService;
import java.util.List;

/** How much is stored. */
final class Totals {

  private final ReaderPool readers;

  Totals(ReaderPool readers) {
    this.readers = readers;
  }

  /** One row for each service that anything is stored of, by name. */
  List<StoredByService> byService() {
    Sql sql =
        Sql.of("WITH r AS (SELECT id,")
            .add("coalesce(attributes->>'$.\"service.name\"', 'unknown_service') AS service")
            .add("FROM resources),")
            .add(
                "p AS (SELECT id, coalesce(labels->>'$.service_name', '') AS service FROM series),")
            .add("sp AS (SELECT service, count(*) AS spans,")
            .add("count(DISTINCT (trace_high, trace_low)) AS traces")
            .add("FROM spans JOIN r ON r.id = resource_id GROUP BY service),")
            .add("lo AS (SELECT service, count(*) AS logs")
            .add("FROM logs JOIN r ON r.id = resource_id GROUP BY service),")
            .add("sa AS (SELECT service, count(*) AS samples")
            .add("FROM samples JOIN p ON p.id = series_id GROUP BY service)")
            .add("SELECT service, coalesce(spans, 0), coalesce(traces, 0), coalesce(logs, 0),")
            .add("coalesce(samples, 0) FROM sp FULL JOIN lo USING (service)")
            .add("FULL JOIN sa USING (service) ORDER BY service");
    return readers.read(
        reader ->
            sql.list(
                reader,
                row ->
                    new StoredByService(
                        row.getString(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5))));
  }
}
