package dev.spanprofiles.stack.viewer;

import dev.spanprofiles.stack.flamegraph.FlameGraphShape;
import dev.spanprofiles.stack.flamegraph.FunctionTotals;
import dev.spanprofiles.stack.flamegraph.FunctionTotals.FunctionTotal;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import dev.spanprofiles.stack.viewer.page.Json;
import dev.spanprofiles.stack.viewer.page.Page;
import java.util.List;

/**
 * The flame graph of all samples of a trace.
 *
 * @param first the trace's earliest span
 * @param types that are stored from about that time
 */
record TraceGraphPage(Span first, List<ProfileType> types, List<FunctionTotal> top, Graph graph)
    implements Page {

  @Override
  public String template() {
    return "traceGraph";
  }

  @Override
  public Object json() {
    return Json.object("samples", graph.samples());
  }

  static TraceGraphPage of(
      List<Span> trace, ProfileType type, FlameGraphShape shape, SpanSamples samples) {
    List<StackTotal> stacks = samples.stacksOfTrace(type, trace);
    String address = address(trace.get(0));
    return new TraceGraphPage(
        trace.get(0),
        samples.typesAround(trace),
        FunctionTotals.top(stacks, SpanDetail.TOP_FUNCTIONS),
        Graph.of(address + "/flamegraph", address + "/flamegraph.html", type, shape, stacks));
  }

  String address() {
    return address(first);
  }

  private static String address(Span span) {
    return "/traces/" + span.traceId();
  }
}
