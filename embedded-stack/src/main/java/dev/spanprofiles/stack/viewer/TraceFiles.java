package dev.spanprofiles.stack.viewer;

import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.storage.SpanSet;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.storage.TypeTotal;
import dev.spanprofiles.stack.viewer.page.Pages;
import dev.spanprofiles.stack.viewer.page.ViewerSettings;
import dev.spanprofiles.stack.viewer.spans.GraphFile;
import dev.spanprofiles.stack.viewer.spans.SetAddress;
import dev.spanprofiles.stack.viewer.time.Timelines;
import io.javalin.http.Context;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes files of traces. */
final class TraceFiles {

  private final TraceDetail traceDetail;
  private final ProfileReader profiles;
  private final Timelines timelines;
  private final ViewerSettings settings;

  TraceFiles(
      TraceDetail traceDetail,
      ProfileReader profiles,
      Timelines timelines,
      ViewerSettings settings) {
    this.traceDetail = traceDetail;
    this.profiles = profiles;
    this.timelines = timelines;
    this.settings = settings;
  }

  void send(Context ctx, List<Span> spans, Pages pages) {
    String name = "trace-" + spans.get(0).traceId() + ".html";
    pages.file(ctx, "traceFile", file(spans), name);
  }

  private TraceFile file(List<Span> spans) {
    TracePage page = traceDetail.page(spans);
    List<Span> inside =
        page.rows().stream().map(TracePage.Row::span).filter(page::hasTimeline).toList();
    Set<Span> longest =
        inside.stream()
            .sorted(Comparator.comparingLong(Span::durationNanos).reversed())
            .limit(settings.maxFileSpans())
            .collect(Collectors.toSet());
    return new TraceFile(
        page,
        graphs(page),
        inside.stream().filter(longest::contains).map(this::detail).toList(),
        inside.size() - longest.size());
  }

  private List<GraphFile> graphs(TracePage page) {
    Waterfall waterfall = page.waterfall();
    SpanSet all =
        new SpanSet(
            SetAddress.of(page.traceId()).filter(),
            new TimeRange(
                waterfall.startNanos(), waterfall.startNanos() + waterfall.durationNanos() + 1));
    return profiles.totals(all).stream()
        .map(total -> GraphFile.of(profiles, all, total, page.title()))
        .toList();
  }

  private TraceFile.Detail detail(Span span) {
    SpanSet set = Timelines.set(span);
    Optional<TypeTotal> total = profiles.totals(set).stream().findFirst();
    return new TraceFile.Detail(
        span,
        timelines.page(span),
        total.map(found -> GraphFile.of(profiles, set, found, span.name())));
  }
}
