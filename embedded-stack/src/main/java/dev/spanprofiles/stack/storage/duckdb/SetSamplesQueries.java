package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.storage.SetSamples;
import dev.spanprofiles.stack.storage.SpanSet;
import dev.spanprofiles.stack.storage.TypeTotal;
import dev.spanprofiles.stack.storage.duckdb.SetProfileQueries.StackRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@link ProfileReader#samplesOf}: totals, stack traces and times in one statement, as {@link
 * FoundSet} says why. Its rows are those of {@link TimeQueries#rows}, and two kinds more.
 */
final class SetSamplesQueries {

  private static final int TOTAL = TimeQueries.OTHERS;
  private static final int STACK = TimeQueries.OTHERS + 1;

  private final ReaderPool readers;
  private final SetProfileQueries profiles;
  private final TimeQueries times;

  SetSamplesQueries(ReaderPool readers, SetProfileQueries profiles, TimeQueries times) {
    this.readers = readers;
    this.profiles = profiles;
    this.times = times;
  }

  SetSamples of(SpanSet set, Optional<ProfileType> type, int limit) {
    return readers.read(
        reader -> {
          FoundSet found = FoundSet.of(reader, set);
          Rows rows = new Rows();
          new Sql()
              .add(found.with())
              .add(times.tables(found))
              .add(", " + SetProfileQueries.TOTALS + ",")
              .add(SetProfileQueries.stacks(wanted(type), limit))
              .add(TimeQueries.rows())
              .add("UNION ALL SELECT ?, 0, value, n, spans, whole,", TOTAL)
              .add(zeros(6) + " profile_type FROM totals")
              .add("UNION ALL SELECT ?, 0, stack_trace_id, value, n,", STACK)
              .add("all_values, all_samples, all_stacks," + zeros(8) + " '' FROM stacks")
              .add("ORDER BY row, span")
              .list(reader, rows::add);
          return new SetSamples(
              rows.totals.stream().sorted(OperationQueries.CPU_FIRST).toList(),
              profiles.stackTotals(reader, rows.stacks),
              times.times(reader, rows.times));
        });
  }

  private static Sql wanted(Optional<ProfileType> type) {
    return type.map(of -> Sql.of("?", of.toString()))
        .orElseGet(
            () ->
                Sql.of(
                        "(SELECT profile_type FROM totals ORDER BY profile_type <> ?,",
                        ProfileType.CPU.toString())
                    .add("profile_type LIMIT 1)"));
  }

  /** In the place of the columns up to the last one, which the row has no values for. */
  private static String zeros(int used) {
    return " 0,".repeat(TimeQueries.COLUMNS - 1 - used);
  }

  private static final class Rows {
    private final TimeQueries.Rows times = new TimeQueries.Rows();
    private final List<TypeTotal> totals = new ArrayList<>();
    private final List<StackRow> stacks = new ArrayList<>();

    boolean add(ResultSet row) throws SQLException {
      switch (row.getInt(1)) {
        case TOTAL ->
            totals.add(SetProfileQueries.typeTotal(row.getString(TimeQueries.COLUMNS), row, 3));
        case STACK -> stacks.add(new StackRow(row, 3));
        default -> times.add(row);
      }
      return true;
    }
  }
}
