package dev.spanprofiles.stack.storage.duckdb;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.spanprofiles.stack.model.Labels;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.storage.Bounded;
import dev.spanprofiles.stack.storage.LabelMatcher;
import dev.spanprofiles.stack.storage.ProfileQuery;
import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.storage.ProfileReader.Point;
import dev.spanprofiles.stack.storage.ProfileReader.ProfilePoint;
import dev.spanprofiles.stack.storage.ProfileReader.Series;
import dev.spanprofiles.stack.storage.ProfileReader.SpanTotal;
import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import dev.spanprofiles.stack.storage.ProfileReader.TimeSeries;
import dev.spanprofiles.stack.storage.TimeRange;
import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sums over samples. */
final class ProfileQueries {

  private final ReaderPool readers;
  private final StackTraces stackTraces;

  ProfileQueries(ReaderPool readers, StackTraces stackTraces) {
    this.readers = readers;
    this.stackTraces = stackTraces;
  }

  /** {@link ProfileReader#mergeStackTraces}. */
  List<StackTotal> mergeStackTraces(ProfileQuery query) {
    record Total(long stackTraceId, long value, long samples) {}
    Sql sql =
        Sql.of(
                "SELECT s.stack_trace_id, "
                    + Sql.total("s.value")
                    + ", count(*) FROM samples s WHERE")
            .add(SeriesSql.wanted(query))
            .add("GROUP BY s.stack_trace_id");
    return readers.read(
        reader -> {
          List<Total> totals =
              sql.list(reader, row -> new Total(row.getLong(1), row.getLong(2), row.getLong(3)));
          Map<Long, StackTrace> stored =
              stackTraces.read(reader, totals.stream().map(Total::stackTraceId).toList());
          return totals.stream()
              .map(
                  total ->
                      new StackTotal(
                          Objects.requireNonNull(stored.get(total.stackTraceId())),
                          total.value(),
                          total.samples()))
              .toList();
        });
  }

  /** {@link ProfileReader#totalsBySpan}. */
  Map<Long, SpanTotal> totalsBySpan(ProfileType type, TimeRange range, Set<Long> spanIds) {
    if (spanIds.isEmpty()) {
      return Map.of();
    }
    record Total(long spanId, long value, long samples, List<Long> series) {}
    Sql sql =
        Sql.of(
                "SELECT s.span_id, "
                    + Sql.total("s.value")
                    + ", count(*), list(DISTINCT s.series_id)")
            .add("FROM samples s WHERE")
            .add(SeriesSql.wanted(new ProfileQuery(type, List.of(), range, spanIds, Set.of())))
            .add("GROUP BY s.span_id");
    return readers.read(
        reader -> {
          List<Total> totals =
              sql.list(
                  reader,
                  row ->
                      new Total(
                          row.getLong(1), row.getLong(2), row.getLong(3), longs(row.getArray(4))));
          Set<Long> ids = new HashSet<>();
          totals.forEach(total -> ids.addAll(total.series()));
          Map<Long, Labels> labels = labels(reader, ids);
          return totals.stream()
              .collect(
                  toMap(
                      Total::spanId,
                      total ->
                          new SpanTotal(
                              total.value(), total.samples(), shared(total.series(), labels))));
        });
  }

  private static List<Long> longs(Array array) throws SQLException {
    return Arrays.stream((Object[]) array.getArray()).map(Long.class::cast).toList();
  }

  private static Map<Long, Labels> labels(Reader reader, Set<Long> series) throws SQLException {
    Map<Long, Labels> labels = new HashMap<>();
    Sql.of("SELECT id, labels FROM series WHERE id IN")
        .addRowsOf(series)
        .list(reader, row -> labels.put(row.getLong(1), LabelJson.read(row.getString(2))));
    return labels;
  }

  private static Labels shared(List<Long> series, Map<Long, Labels> labels) {
    SortedMap<String, String> shared = null;
    for (long id : series) {
      Labels own = labels.getOrDefault(id, Labels.of(Map.of()));
      if (shared == null) {
        shared = new TreeMap<>(own.values());
      } else {
        shared.entrySet().retainAll(own.values().entrySet());
      }
    }
    return Labels.of(shared == null ? Map.of() : shared);
  }

  /** {@link ProfileReader#timeSeries}. */
  List<TimeSeries> timeSeries(ProfileQuery query, long stepNanos, List<String> groupBy) {
    // Summed by series first: labels are then read once a series and step, not once a sample.
    Sql sql =
        Sql.of(
                "WITH steps AS (SELECT s.series_id, (s.time_nanos - ?) // ? AS step,",
                query.range().startNanos(),
                stepNanos)
            .add("sum(s.value) AS value FROM samples s WHERE")
            .add(SeriesSql.wanted(query))
            .add("GROUP BY ALL) SELECT step, " + Sql.total("value"));
    groupBy.forEach(name -> sql.add(",").add(SeriesSql.label(name)));
    sql.add("FROM steps JOIN series ON id = series_id GROUP BY ALL ORDER BY step");
    Map<Labels, List<Point>> points = new LinkedHashMap<>();
    readers.read(
        reader ->
            sql.list(
                reader,
                row -> {
                  SortedMap<String, String> labels = new TreeMap<>();
                  for (int i = 0; i < groupBy.size(); i++) {
                    labels.put(groupBy.get(i), row.getString(i + 3));
                  }
                  long time = query.range().startNanos() + row.getLong(1) * stepNanos;
                  return points
                      .computeIfAbsent(new Labels(labels), l -> new ArrayList<>())
                      .add(new Point(time, row.getLong(2)));
                }));
    return points.entrySet().stream()
        .map(series -> new TimeSeries(series.getKey(), series.getValue()))
        .sorted(comparing(series -> series.labels().values().toString()))
        .toList();
  }

  /** {@link ProfileReader#profilePoints}. */
  Bounded<ProfilePoint> profilePoints(ProfileQuery query, boolean bySpan, int limit) {
    record Row(
        long series,
        long time,
        long profileId,
        TraceId traceId,
        long spanId,
        long value,
        long total) {}
    String span = bySpan ? ", s.trace_high, s.trace_low, s.span_id" : "";
    Sql sql =
        Sql.of(
                "SELECT s.series_id, min(s.time_nanos) AS first, "
                    + Sql.total("s.value")
                    + " AS value,")
            .add("count(*) OVER (), s.profile_id" + (bySpan ? span : ", 0, 0, 0 AS span_id"))
            .add("FROM samples s WHERE")
            .add(SeriesSql.wanted(query))
            .add(bySpan ? "AND s.span_id <> 0" : "")
            .add("GROUP BY s.series_id, s.profile_id" + span)
            .add("ORDER BY value DESC, first, span_id, s.series_id LIMIT ?", limit);
    return readers.read(
        reader -> {
          List<Row> rows =
              sql.list(
                  reader,
                  row ->
                      new Row(
                          row.getLong(1),
                          row.getLong(2),
                          row.getLong(5),
                          new TraceId(row.getLong(6), row.getLong(7)),
                          row.getLong(8),
                          row.getLong(3),
                          row.getLong(4)));
          Map<Long, Labels> labels =
              labels(reader, rows.stream().map(Row::series).collect(toSet()));
          return new Bounded<>(
              rows.stream()
                  .map(
                      row ->
                          new ProfilePoint(
                              Objects.requireNonNull(labels.get(row.series())),
                              row.time(),
                              row.profileId(),
                              row.traceId(),
                              row.spanId(),
                              row.value()))
                  .toList(),
              rows.isEmpty() ? 0 : rows.get(0).total());
        });
  }

  /** {@link ProfileReader#profileTypes}. */
  List<ProfileType> profileTypes(TimeRange range) {
    Sql sql =
        Sql.of("SELECT DISTINCT profile_type FROM series WHERE")
            .add(sampledIn(range))
            .add("ORDER BY profile_type");
    return readers.read(reader -> sql.list(reader, row -> ProfileType.parse(row.getString(1))));
  }

  /** {@link ProfileReader#series}. */
  List<Series> series(List<LabelMatcher> matchers, TimeRange range) {
    Sql sql =
        Sql.of("SELECT profile_type, labels FROM series WHERE")
            .add(SeriesSql.matching(matchers))
            .add("AND")
            .add(sampledIn(range))
            .add("ORDER BY profile_type, labels");
    return readers.read(
        reader ->
            sql.list(
                reader,
                row ->
                    new Series(
                        ProfileType.parse(row.getString(1)), LabelJson.read(row.getString(2)))));
  }

  private static Sql sampledIn(TimeRange range) {
    return Sql.of("id IN (SELECT s.series_id FROM samples s WHERE")
        .addWithin("s.time_nanos", range)
        .add(")");
  }
}
