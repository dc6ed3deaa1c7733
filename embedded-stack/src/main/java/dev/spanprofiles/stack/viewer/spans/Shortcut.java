package dev.spanprofiles.stack.viewer.spans;

import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.storage.Operation;
import dev.spanprofiles.stack.storage.SetSummary;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.traceql.Durations;
import dev.spanprofiles.stack.viewer.page.RangeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A comparison that is often wanted, a click away.
 *
 * @param text what is compared, in a few words
 */
record Shortcut(String text, SetAddress address) {

  private static final long BEFORE_NANOS = TimeUnit.HOURS.toNanos(1);

  /**
   * Those that make sense of a set.
   *
   * @param operation of which the set is a part; empty if it is all of it, or of several
   */
  static List<Shortcut> of(SetAddress address, SetFigures figures, Optional<Operation> operation) {
    SetSummary summary = figures.summary();
    List<Shortcut> shortcuts = new ArrayList<>();
    operation.ifPresent(
        kind ->
            shortcuts.add(
                new Shortcut(
                    "The rest of " + kind.name(),
                    address.against(rest(address.query(), kind), Optional.empty()))));
    if (summary.durations().p95() > summary.durations().p50()) {
      shortcuts.add(
          new Shortcut("Its slowest 5 % against its faster half", slowest(address, summary)));
    }
    if (summary.errors() > 0 && summary.errors() < summary.spans()) {
      shortcuts.add(
          new Shortcut(
              "Its errors against its successes",
              address
                  .with(address.query().and("status = error"))
                  .against(address.query().and("status != error"), Optional.empty())));
    }
    shortcuts.add(new Shortcut("The hour before", before(address, figures.set().range())));
    return shortcuts;
  }

  /** One span against those of its kind from the hour before it ended, profiled ones as it is. */
  static SetAddress baseline(Span span) {
    SetQuery kind =
        SetAddress.of(span.resource().serviceName(), span.name(), Optional.empty())
            .query()
            .and("span." + Span.PROFILE_ID + (span.profileId().isPresent() ? " != nil" : " = nil"))
            .and("!(" + inner(SetAddress.of(span).query()) + ")");
    TimeRange range =
        new TimeRange(Math.max(0, span.startNanos() - BEFORE_NANOS), span.endNanos() + 1);
    return SetAddress.of(span).against(kind, Optional.of(text(range)));
  }

  private static SetQuery rest(SetQuery query, Operation kind) {
    SetQuery all = SetAddress.of(kind.service(), kind.name(), Optional.empty()).query();
    return query.inner().map(inner -> all.and("!(" + inner + ")")).orElse(all);
  }

  private static SetAddress slowest(SetAddress address, SetSummary summary) {
    String p95 = Durations.text(summary.durations().p95());
    String p50 = Durations.text(summary.durations().p50());
    return address
        .with(address.query().and("duration >= " + p95))
        .against(address.query().and("duration <= " + p50), Optional.empty());
  }

  private static SetAddress before(SetAddress address, TimeRange range) {
    TimeRange hour =
        new TimeRange(Math.max(0, range.startNanos() - BEFORE_NANOS), range.startNanos());
    return address.with(range).against(address.query(), Optional.of(text(hour)));
  }

  private static String inner(SetQuery query) {
    return query.inner().orElseThrow();
  }

  private static RangeText text(TimeRange range) {
    return RangeText.of(range);
  }
}
