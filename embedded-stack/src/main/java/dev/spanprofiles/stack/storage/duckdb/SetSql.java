package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.Quantiles;
import dev.spanprofiles.stack.storage.SpanSet;
import dev.spanprofiles.stack.storage.TimeRange;
import java.sql.Array;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What queries on sets of spans have in common. */
final class SetSql {

  static final String DURATION = "(s.end_nanos - s.start_nanos)";

  /** Of {@code resources r}. */
  static final String SERVICE =
      "coalesce(json_extract_string(r.attributes, '/service.name'), 'unknown_service')";

  /** Of {@code series}. */
  static final String SERIES_SERVICE = "coalesce(json_extract_string(labels, '/service_name'), '')";

  /** Of samples, with the type to be bound. */
  static final String OF_TYPE = "series_id IN (SELECT id FROM series WHERE profile_type = ?)";

  /** {@code types (id, profile_type, type)}: of each series, and the number of its type. */
  static final String TYPES =
      "types AS (SELECT id, profile_type, dense_rank() OVER (ORDER BY profile_type) AS type"
          + " FROM series)";

  /** Broken senders make spans that are their own ancestors. */
  static final int MAX_DEPTH = 64;

  private static final String QUANTILES = "quantile_disc(%s, [0.5, 0.95, 0.99])";

  /** Profilers and tracers read different clocks. Grafana looks as far. */
  static final long MARGIN_NANOS = TimeUnit.MINUTES.toNanos(1);

  private static final long LONG_NANOS = TimeUnit.MINUTES.toNanos(20);

  private SetSql() {}

  /** The condition on {@code spans s} that they are in the set. */
  static Sql in(SpanSet set) {
    return new Sql()
        .addWithin("s.start_nanos", set.range())
        .add("AND")
        .add(SpanFilterSql.of(set.filter()));
  }

  /**
   * {@code WITH chosen AS (…)}: the set's spans with these columns of {@code spans s}, of which
   * {@code span_id} has to be one.
   */
  static Sql chosen(SpanSet set, String columns, Object... values) {
    if (set.inferred()) {
      return InferredSql.chosen(set, columns, values);
    }
    return Sql.of(
            "WITH RECURSIVE chosen AS MATERIALIZED (SELECT " + columns + " FROM spans s WHERE",
            values)
        .add(in(set))
        .add(")");
  }

  /** {@code samples p} with the rows of {@link #chosen} that they belong to. */
  static String samples(SpanSet set) {
    return "samples p JOIN chosen ON "
        + (set.inferred() ? InferredSql.JOIN : "p.span_id = chosen.span_id");
  }

  /**
   * When samples of the set can have been taken. It is always said, for the zone maps: one span's
   * are found in a few row groups of millions of samples. Where the range is so long that most of
   * what is stored lies in it, it is not worth finding the set twice to know when its last span
   * ended.
   */
  static TimeRange sampled(Reader reader, SpanSet set) throws SQLException {
    return sampled(reader, set, Sql.of("spans s WHERE").add(in(set)));
  }

  /**
   * The same.
   *
   * @param spans the spans {@code s} of the set
   */
  static TimeRange sampled(Reader reader, SpanSet set, Sql spans) throws SQLException {
    TimeRange range = set.range();
    long first = Math.max(0, range.startNanos() - MARGIN_NANOS);
    if (range.endNanos() - range.startNanos() > LONG_NANOS) {
      return new TimeRange(first, Long.MAX_VALUE);
    }
    long last =
        Sql.of("SELECT coalesce(max(s.end_nanos), 0) FROM")
            .add(spans)
            .list(reader, row -> row.getLong(1))
            .get(0);
    return new TimeRange(first, Math.max(range.endNanos(), last) + MARGIN_NANOS);
  }

  static String quantiles(String expression) {
    return QUANTILES.formatted(expression);
  }

  static Quantiles quantiles(@Nullable Array array) throws SQLException {
    if (array == null) {
      return Quantiles.NONE;
    }
    Object[] values = (Object[]) array.getArray();
    return new Quantiles((long) values[0], (long) values[1], (long) values[2]);
  }
}
