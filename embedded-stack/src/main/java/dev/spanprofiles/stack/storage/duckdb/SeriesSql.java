package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.LabelMatcher;
import dev.spanprofiles.stack.storage.ProfileQuery;
import java.util.List;

/** Conditions on {@code samples s} and {@code series}. */
final class SeriesSql {

  private SeriesSql() {}

  /** The samples that a query wants. */
  static Sql wanted(ProfileQuery query) {
    Sql sql =
        new Sql()
            .addWithin("s.time_nanos", query.range())
            .add(
                "AND s.series_id IN (SELECT id FROM series WHERE profile_type = ?",
                query.type().toString())
            .add("AND")
            .add(matching(query.matchers()))
            .add(")");
    if (!query.spanIds().isEmpty()) {
      sql.add("AND s.span_id IN").addRowsOf(query.spanIds());
    }
    if (!query.traceIds().isEmpty()) {
      sql.add("AND (s.trace_high, s.trace_low) IN")
          .addRowsOf(
              query.traceIds().stream().map(id -> id.high()).toList(),
              query.traceIds().stream().map(id -> id.low()).toList());
    }
    if (!query.profileIds().isEmpty()) {
      sql.add("AND s.profile_id IN").addRowsOf(query.profileIds());
    }
    return sql;
  }

  /** The series that all of the matchers match. */
  static Sql matching(List<LabelMatcher> matchers) {
    Sql sql = Sql.of("TRUE");
    for (LabelMatcher matcher : matchers) {
      sql.add("AND");
      switch (matcher.operator()) {
        case EQUAL -> sql.add(label(matcher.name())).add("= ?", matcher.value());
        case NOT_EQUAL -> sql.add(label(matcher.name())).add("<> ?", matcher.value());
        case MATCHES -> addRegex(sql, matcher);
        case NOT_MATCHES -> addRegex(sql.add("NOT"), matcher);
      }
    }
    return sql;
  }

  private static void addRegex(Sql sql, LabelMatcher matcher) {
    sql.add("regexp_full_match(").add(label(matcher.name())).add(", ?)", matcher.value());
  }

  /** The value of a label; empty where it is absent, as in Prometheus. */
  static Sql label(String name) {
    return Sql.of("coalesce(json_extract_string(labels, ?), '')", AttributeJson.pointer(name));
  }
}
