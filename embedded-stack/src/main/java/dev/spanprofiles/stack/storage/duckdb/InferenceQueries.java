package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.Inference;
import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.storage.SpanSet;

/** {@link ProfileReader#inference}. */
final class InferenceQueries {

  private final ReaderPool readers;

  InferenceQueries(ReaderPool readers) {
    this.readers = readers;
  }

  Inference of(SpanSet set) {
    Sql sql =
        InferredSql.chosen(set, "s.span_id")
            .add("SELECT count(thread) FILTER (root IS NOT NULL),")
            .add("count(*) FILTER (root IS NOT NULL AND nested AND NOT unclear),")
            .add("count(*) FILTER (root IS NOT NULL AND unclear),")
            .add("count(*) FILTER (root IS NOT NULL AND thread IS NULL AND NOT nested")
            .add("AND NOT unclear), count(*) FILTER (root IS NULL) FROM chosen");
    return readers.read(
        reader ->
            sql.list(
                    reader,
                    row ->
                        new Inference(
                            row.getLong(1),
                            row.getLong(2),
                            row.getLong(3),
                            row.getLong(4),
                            row.getLong(5)))
                .get(0));
  }
}
