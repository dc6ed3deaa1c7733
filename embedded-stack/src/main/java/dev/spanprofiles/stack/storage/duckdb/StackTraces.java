package dev.spanprofiles.stack.storage.duckdb;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.spanprofiles.stack.model.StackTrace;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stack traces by id. Remembers a bounded number of them: spans of one service share most, and to
 * read a list of texts is most of what the flame graph of one span costs. An id is a hash of the
 * content, so what is remembered is never out of date.
 */
final class StackTraces {

  private static final int MAX_REMEMBERED = 20_000;
  private static final int MAX_FUNCTIONS = 50_000;

  /** ASCII's unit separator, {@code chr(31)}: in no function's name. */
  static final String SEPARATOR = "\u001f";

  private final Cache<Long, StackTrace> remembered =
      Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).build();
  // Stack traces share most of their functions: each name is kept once.
  private final Cache<String, String> functions =
      Caffeine.newBuilder().maximumSize(MAX_FUNCTIONS).build();

  private record Row(long id, @Nullable String functions) {}

  /** Those that are stored of the ids given. */
  Map<Long, StackTrace> read(Reader reader, Collection<Long> ids) throws SQLException {
    Map<Long, StackTrace> found = new HashMap<>(remembered.getAllPresent(ids));
    Set<Long> missing = new HashSet<>(ids);
    missing.removeAll(found.keySet());
    if (!missing.isEmpty()) {
      // One text a stack: JDBC takes 40 µs to hand over a list of 50 texts.
      List<Row> rows =
          Sql.of("SELECT id, array_to_string(nullif(functions, []), chr(31))")
              .add("FROM stack_traces WHERE id IN")
              .addRowsOf(missing)
              .list(reader, row -> new Row(row.getLong(1), row.getString(2)));
      for (Row row : rows) {
        StackTrace stackTrace = stackTrace(row.functions());
        found.put(row.id(), stackTrace);
        remembered.put(row.id(), stackTrace);
      }
    }
    return found;
  }

  private StackTrace stackTrace(@Nullable String joined) {
    if (joined == null) {
      return new StackTrace(List.of());
    }
    return new StackTrace(
        Arrays.stream(joined.split(SEPARATOR, -1))
            .map(name -> functions.get(name, n -> n))
            .toList());
  }
}
