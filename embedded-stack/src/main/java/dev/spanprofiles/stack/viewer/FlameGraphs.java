package dev.spanprofiles.stack.viewer;

import dev.spanprofiles.stack.flamegraph.FlameGraphPage;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import dev.spanprofiles.stack.storage.TraceReader;
import dev.spanprofiles.stack.viewer.page.Format;
import dev.spanprofiles.stack.viewer.page.Pages;
import dev.spanprofiles.stack.viewer.page.StaticFiles;
import io.javalin.http.Context;
import java.util.List;

/** The flame graphs themselves, each a page of its own that others show in a frame. */
final class FlameGraphs {

  private final TraceReader traces;
  private final SpanSamples samples;
  private final Baseline baseline;
  private final Pages pages;

  FlameGraphs(TraceReader traces, SpanSamples samples, Baseline baseline, Pages pages) {
    this.traces = traces;
    this.samples = samples;
    this.baseline = baseline;
    this.pages = pages;
  }

  void ofSpan(Context ctx) {
    Span span = Address.span(ctx, Address.trace(ctx, traces));
    ProfileType type = Address.typeOrCpu(ctx);
    String title = span.name() + ": " + Format.name(type);
    answer(ctx, title, type, samples.stacks(type, List.of(span)));
  }

  void ofTrace(Context ctx) {
    List<Span> trace = Address.trace(ctx, traces);
    ProfileType type = Address.typeOrCpu(ctx);
    String title = "Trace " + trace.get(0).traceId() + ": " + Format.name(type);
    answer(ctx, title, type, samples.stacksOfTrace(type, trace));
  }

  void ofDifference(Context ctx) {
    Span span = Address.span(ctx, Address.trace(ctx, traces));
    ProfileType type = Address.typeOrCpu(ctx);
    String title = span.name() + " beside its baseline: " + Format.name(type);
    List<StackTotal> stacks = samples.stacks(type, List.of(span));
    List<StackTotal> average = baseline.average(type, baseline.spans(span));
    FlameGraphPage page = page(type);
    pages.graph(ctx, page.ofDifference(title, stacks, average, Address.shape(ctx)), page.nonce());
  }

  private void answer(Context ctx, String title, ProfileType type, List<StackTotal> stacks) {
    FlameGraphPage page = page(type);
    pages.graph(ctx, page.of(title, stacks, Address.shape(ctx)), page.nonce());
  }

  private FlameGraphPage page(ProfileType type) {
    return new FlameGraphPage(
        StaticFiles.address("flamegraph.css"),
        StaticFiles.address("flamegraph.js"),
        type.sampleUnit(),
        pages.nonce());
  }
}
