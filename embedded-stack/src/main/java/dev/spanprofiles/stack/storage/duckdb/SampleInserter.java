package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.model.Labels;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.model.StackTrace;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Inserts samples, and the series and stack traces that are new. */
final class SampleInserter {

  private final StoredOnce<Series> series =
      new StoredOnce<>(
          "series",
          (one, row) -> row.append(one.type().toString()).append(LabelJson.write(one.labels())));
  private final StoredOnce<StackTrace> stackTraces =
      new StoredOnce<>("stack_traces", (stack, row) -> row.append(stack.functions()));

  private record Series(ProfileType type, Labels labels) {}

  /** The ids of one batch, by identity: samples of a request share these objects. */
  private static final class Ids {
    private final ContentHash hash = new ContentHash();
    private final IdentityHashMap<StackTrace, Long> stackTraces = new IdentityHashMap<>();
    private final Map<ProfileType, IdentityHashMap<Labels, Long>> series = new HashMap<>();

    long of(StackTrace stack) {
      return stackTraces.computeIfAbsent(stack, s -> hash.of(s.functions()));
    }

    long of(ProfileType type, Labels labels) {
      return series
          .computeIfAbsent(type, t -> new IdentityHashMap<>())
          .computeIfAbsent(labels, l -> hash.of(List.of(type.toString(), LabelJson.write(labels))));
    }
  }

  void insert(DuckDBConnection connection, List<Sample> samples) throws SQLException {
    Ids ids = new Ids();
    Map<Long, Series> seriesById = new HashMap<>();
    Map<Long, StackTrace> stackTracesById = new HashMap<>();
    try (DuckDBAppender rows = connection.createAppender("samples")) {
      for (Sample sample : samples) {
        long seriesId = ids.of(sample.type(), sample.labels());
        seriesById.computeIfAbsent(seriesId, id -> new Series(sample.type(), sample.labels()));
        long stackTraceId = ids.of(sample.stackTrace());
        stackTracesById.putIfAbsent(stackTraceId, sample.stackTrace());
        rows.beginRow()
            .append(sample.timeNanos())
            .append(sample.spanId())
            .append(sample.traceId().high())
            .append(sample.traceId().low())
            .append(seriesId)
            .append(stackTraceId)
            .append(sample.value())
            .append(sample.thread().id())
            .append(sample.thread().name())
            .append(sample.thread().state().name().toLowerCase(Locale.ROOT))
            .append(sample.profileId())
            .endRow();
      }
    }
    series.add(connection, seriesById);
    stackTraces.add(connection, stackTracesById);
  }

  void forget() {
    series.forget();
    stackTraces.forget();
  }
}
