package dev.spanprofiles.stack.viewer;

import dev.spanprofiles.stack.flamegraph.FlameGraphShape;
import dev.spanprofiles.stack.flamegraph.FunctionTotals;
import dev.spanprofiles.stack.flamegraph.FunctionTotals.FunctionChange;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import dev.spanprofiles.stack.viewer.page.Json;
import dev.spanprofiles.stack.viewer.page.Page;
import java.util.List;

/**
 * What the comparison of a span with its baseline shows.
 *
 * @param others the spans compared with
 * @param baselineTotal of one of the others on average, in the profile type's unit
 */
record BaselinePage(
    Span span, List<Span> others, long baselineTotal, List<FunctionChange> changes, Graph graph)
    implements Page {

  @Override
  public String template() {
    return "baseline";
  }

  @Override
  public Object json() {
    return Json.object("spans", others.size());
  }

  static BaselinePage of(
      Span span, ProfileType type, FlameGraphShape shape, SpanSamples samples, Baseline baseline) {
    List<StackTotal> stacks = samples.stacks(type, List.of(span));
    List<Span> others = baseline.spans(span);
    List<StackTotal> average = baseline.average(type, others);
    String address = SpanPage.address(span) + "/baseline";
    return new BaselinePage(
        span,
        others,
        average.stream().mapToLong(StackTotal::value).sum(),
        FunctionTotals.changes(stacks, average, SpanDetail.TOP_FUNCTIONS),
        Graph.of(address, address + ".html", type, shape, stacks));
  }

  /** Whether there may be more spans like it than were compared with. */
  boolean isCapped() {
    return others.size() >= Baseline.MAX_SPANS - 1;
  }

  long averageDuration() {
    return Math.round(others.stream().mapToLong(Span::durationNanos).average().orElse(0));
  }

  /** When the earliest of the others started. */
  long from() {
    return others.stream().mapToLong(Span::startNanos).min().orElse(0);
  }
}
