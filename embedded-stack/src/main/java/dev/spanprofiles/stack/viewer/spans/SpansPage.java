package dev.spanprofiles.stack.viewer.spans;

import dev.spanprofiles.stack.flamegraph.FunctionTotals.FunctionTotal;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.sets.TimeAccount;
import dev.spanprofiles.stack.storage.AttributeCounts;
import dev.spanprofiles.stack.storage.Bounded;
import dev.spanprofiles.stack.storage.StackTotals;
import dev.spanprofiles.stack.storage.TypeTotal;
import dev.spanprofiles.stack.viewer.page.Json;
import dev.spanprofiles.stack.viewer.page.Page;
import dev.spanprofiles.stack.viewer.page.Services;
import dev.spanprofiles.stack.viewer.page.ViewerSettings;
import dev.spanprofiles.stack.viewer.time.TimeText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the page of a set of spans shows.
 *
 * @param one more of the span, where the set is a single one
 * @param heat empty of a single span
 * @param detail empty where the set has too many spans to look into them, or none
 * @param late a sentence where samples of these spans may still be on their way
 */
record SpansPage(
    SetAddress address,
    QueryForm form,
    SetFigures figures,
    Optional<OneSpan> one,
    Optional<HeatMap> heat,
    Optional<Detail> detail,
    List<Shortcut> shortcuts,
    Optional<String> late,
    Services services,
    ViewerSettings settings)
    implements Page {

  /** Profilers and tracers read different clocks. Grafana looks as far. */
  private static final long MARGIN_NANOS = TimeUnit.MINUTES.toNanos(1);

  /**
   * What is inside of the spans.
   *
   * @param profile of the type selected; empty if there are no samples of it
   * @param time where the time of its spans went
   * @param missing why a single span has no samples; empty if it has, and of several spans
   */
  record Detail(
      Optional<Profile> profile,
      TimeAccount time,
      Optional<MissingSamples> missing,
      AttributeCounts attributes,
      Bounded<Span> slowest,
      Bounded<Span> newest) {}

  /**
   * One profile type's flame graph.
   *
   * @param top the functions that ran longest themselves
   */
  record Profile(TypeTotal type, StackTotals stacks, List<FunctionTotal> top, Graph graph) {}

  @Override
  public String template() {
    return "spans/page";
  }

  /** What a person calls the set. */
  String title() {
    return one.map(single -> single.span().name()).orElse("Spans");
  }

  boolean isSelected(ProfileType type) {
    return detail.flatMap(Detail::profile).filter(p -> p.type().type().equals(type)).isPresent();
  }

  /** Whether there are more spans than are looked into. */
  boolean isTooMany() {
    return figures.summary().spans() > settings.maxSpans();
  }

  static String tooMany(ViewerSettings settings) {
    return "The rest is answered for at most %d spans: narrow the query or the range."
        .formatted(settings.maxSpans());
  }

  /** A command that asks the Pyroscope API for what the flame graph of one span shows. */
  String pyroscopeExample(Span span) {
    return """
    curl -s %s/querier.v1.QuerierService/SelectMergeStacktraces \\
      -H 'Content-Type: application/json' \\
      -d '{"profileTypeID":"%s","labelSelector":"{}","spanSelector":["%s"],"start":%d,"end":%d}'
    """
        .formatted(
            settings.pyroscopeApi(),
            detail.flatMap(Detail::profile).map(p -> p.type().type()).orElse(ProfileType.CPU),
            SpanId.toHex(span.spanId()),
            TimeUnit.NANOSECONDS.toMillis(span.startNanos() - MARGIN_NANOS),
            TimeUnit.NANOSECONDS.toMillis(span.endNanos() + MARGIN_NANOS));
  }

  @Override
  public Object json() {
    Map<String, @Nullable Object> json = Json.object("q", address.query().text());
    json.putAll(figures.json());
    json.put("late", late.orElse(null));
    json.put("tooManySpans", isTooMany() ? tooMany(settings) : null);
    detail.ifPresent(
        inside -> {
          json.put("timeParts", TimeText.json(inside.time()));
          json.put(
              "functions",
              inside
                  .profile()
                  .map(p -> p.top().stream().map(SpansPage::json).toList())
                  .orElse(List.of()));
          json.put("attributesCounted", inside.attributes().countedSpans().get(0));
          json.put("attributes", AttributeRows.json(inside.attributes()));
          json.put("slowest", inside.slowest().items().stream().map(OneSpan::json).toList());
          json.put("newest", inside.newest().items().stream().map(OneSpan::json).toList());
        });
    return json;
  }

  private static Map<String, @Nullable Object> json(FunctionTotal function) {
    return Json.object(
        "function", function.function(), "self", function.self(), "total", function.total());
  }
}
