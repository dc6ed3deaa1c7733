package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.Quantiles;
import dev.spanprofiles.stack.storage.SpanSet;
import java.sql.Array;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What queries on sets of spans have in common. */
final class SetSql {

  static final String DURATION = "(s.end_nanos - s.start_nanos)";

  /** Of {@code resources r}. */
  static final String SERVICE =
      "coalesce(json_extract_string(r.attributes, '/service.name'), 'unknown_service')";

  /** Of {@code series}. */
  static final String SERIES_SERVICE = "coalesce(json_extract_string(labels, '/service_name'), '')";

  private static final String QUANTILES = "quantile_disc(%s, [0.5, 0.95, 0.99])";

  private SetSql() {}

  /** The condition on {@code spans s} that they are in the set. */
  static Sql in(SpanSet set) {
    return new Sql()
        .addWithin("s.start_nanos", set.range())
        .add("AND")
        .add(SpanFilterSql.of(set.filter()));
  }

  /** {@code WITH chosen AS (…)}: the set's spans with these columns of {@code spans s}. */
  static Sql chosen(SpanSet set, String columns) {
    return Sql.of("WITH chosen AS MATERIALIZED (SELECT " + columns + " FROM spans s WHERE")
        .add(in(set))
        .add(")");
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
