package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.storage.SetInside;
import dev.spanprofiles.stack.storage.SetSamples;
import dev.spanprofiles.stack.storage.SetSummary;
import dev.spanprofiles.stack.storage.SpanSet;
import dev.spanprofiles.stack.storage.StackGroups;
import dev.spanprofiles.stack.storage.StackTotals;
import dev.spanprofiles.stack.storage.TypeTotal;
import dev.spanprofiles.stack.storage.duckdb.SetProfileQueries.StackRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@link ProfileReader#samplesOf}: totals, stack traces and times in one statement, as {@link
 * FoundSet} says why. Its rows are those of {@link TimeQueries#rows}, and some kinds more.
 */
final class SetSamplesQueries {

  private static final int TOTAL = TimeQueries.OTHERS;
  private static final int STACK = TimeQueries.OTHERS + 1;
  private static final int GROUP = TimeQueries.OTHERS + 2;

  private final ReaderPool readers;
  private final ServiceQueries services;
  private final SetProfileQueries profiles;
  private final StackGroupQueries groups;
  private final TimeQueries times;

  SetSamplesQueries(
      ReaderPool readers,
      ServiceQueries services,
      SetProfileQueries profiles,
      StackGroupQueries groups,
      TimeQueries times) {
    this.readers = readers;
    this.services = services;
    this.profiles = profiles;
    this.groups = groups;
    this.times = times;
  }

  /** How the stack traces are told. */
  private interface Stacks<S> {

    /** The tables that {@link #rows} read; no comma follows the last one. */
    Sql tables(Sql type, int limit);

    Sql rows();

    /** Takes one of the rows. */
    void add(ResultSet row) throws SQLException;

    S read(Reader reader) throws SQLException;
  }

  private final class Totals implements Stacks<StackTotals> {
    private final List<StackRow> rows = new ArrayList<>();

    @Override
    public Sql tables(Sql type, int limit) {
      return SetProfileQueries.stacks(type, limit);
    }

    @Override
    public Sql rows() {
      return Sql.of("SELECT ?, 0, stack_trace_id, value, n,", STACK)
          .add("all_values, all_samples, all_stacks," + zeros(8) + " '' FROM stacks");
    }

    @Override
    public void add(ResultSet row) throws SQLException {
      rows.add(new StackRow(row, 3));
    }

    @Override
    public StackTotals read(Reader reader) throws SQLException {
      return profiles.stackTotals(reader, rows);
    }
  }

  private final class Groups implements Stacks<StackGroups> {
    private final StackGroupQueries.Rows rows = new StackGroupQueries.Rows();

    @Override
    public Sql tables(Sql type, int limit) {
      return StackGroupQueries.tables(type, limit);
    }

    @Override
    public Sql rows() {
      return StackGroupQueries.rows(GROUP, STACK, zeros(6));
    }

    @Override
    public void add(ResultSet row) throws SQLException {
      if (row.getInt(1) == GROUP) {
        rows.addGroup(row);
      } else {
        rows.addStack(row, TimeQueries.COLUMNS);
      }
    }

    @Override
    public StackGroups read(Reader reader) throws SQLException {
      return groups.groups(reader, rows);
    }
  }

  SetSamples<StackTotals> of(SpanSet set, Optional<ProfileType> type, int limit) {
    return readers.read(
        reader -> read(reader, set, FoundSet.of(reader, set), wanted(type), limit, new Totals()));
  }

  /** {@link ProfileReader#inside}. */
  SetInside inside(SpanSet set, Optional<ProfileType> type, int limit, long maxSpans) {
    return readers.read(
        reader -> {
          FoundSet found = FoundSet.kept(reader, set);
          SetSummary summary = FoundSet.summary(reader);
          boolean sampled = summary.profiled() > 0 || (set.inferred() && summary.spans() > 0);
          return new SetInside(
              summary,
              sampled && summary.spans() <= maxSpans
                  ? Optional.of(read(reader, set, found, wanted(type), limit, new Groups()))
                  : Optional.empty());
        });
  }

  private <S> SetSamples<S> read(
      Reader reader, SpanSet set, FoundSet found, Sql type, int limit, Stacks<S> stacks)
      throws SQLException {
    TimeQueries.Rows spans = new TimeQueries.Rows();
    List<TypeTotal> totals = new ArrayList<>();
    new Sql()
        .add(found.with())
        .add(services.around(reader, set.range(), found.sampled()))
        .add(",")
        .add(times.tables(found))
        .add(", " + SetProfileQueries.TOTALS + ",")
        .add(stacks.tables(type, limit))
        .add(TimeQueries.rows())
        .add("UNION ALL SELECT ?, 0, value, n, spans, whole,", TOTAL)
        .add(zeros(6) + " profile_type FROM totals UNION ALL")
        .add(stacks.rows())
        .add("ORDER BY row, span")
        .list(reader, row -> add(row, spans, totals, stacks));
    return new SetSamples<>(
        totals.stream().sorted(OperationQueries.CPU_FIRST).toList(),
        stacks.read(reader),
        times.times(reader, spans));
  }

  private static boolean add(
      ResultSet row, TimeQueries.Rows spans, List<TypeTotal> totals, Stacks<?> stacks)
      throws SQLException {
    int kind = row.getInt(1);
    if (kind < TimeQueries.OTHERS) {
      spans.add(row);
    } else if (kind == TOTAL) {
      totals.add(SetProfileQueries.typeTotal(row.getString(TimeQueries.COLUMNS), row, 3));
    } else {
      stacks.add(row);
    }
    return true;
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
}
