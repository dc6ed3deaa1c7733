package dev.spanprofiles.stack.workshop;

import dev.spanprofiles.stack.storage.SetSummary;
import dev.spanprofiles.stack.storage.SpanSet;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The spans that a question is about, and those they are held against.
 *
 * @param of TraceQL. {@code $p50} and {@code $p95} in it are durations of {@code among}, so that a
 *     chapter need not know how fast a machine is
 * @param against TraceQL, likewise; left out where nothing is compared, or with what was before
 * @param before whether they are held against those from before the chapter began
 * @param among TraceQL; left out where no duration is asked for
 * @param needs how many spans there must be on each side
 */
record Sides(
    String of, @Nullable String against, boolean before, @Nullable String among, int needs) {

  /** Both sides as they are now. */
  record Now(SpanSet these, SpanSet others) {}

  /**
   * A fact about both sides.
   *
   * @param fact tells it, if neither side lacks spans; otherwise what is missing is the fact
   */
  Fact fact(Evidence evidence, Function<Now, Fact> fact) {
    Optional<Fact> none =
        among == null ? Optional.empty() : evidence.missing(evidence.spans(among), 2 * needs);
    if (none.isPresent()) {
      return none.get();
    }
    Now now = now(evidence);
    return evidence
        .missing(now.these(), needs)
        .or(() -> evidence.missing(now.others(), needs))
        .orElseGet(() -> fact.apply(now));
  }

  private Now now(Evidence evidence) {
    String[] queries = {of, against == null ? of : against};
    if (among != null) {
      SetSummary summary = evidence.traces().summary(evidence.spans(among));
      for (int i = 0; i < queries.length; i++) {
        queries[i] =
            queries[i]
                .replace("$p50", summary.durations().p50() + "ns")
                .replace("$p95", summary.durations().p95() + "ns");
      }
    }
    return new Now(
        evidence.spans(queries[0]),
        before ? evidence.spansBefore(queries[1]) : evidence.spans(queries[1]));
  }
}
