package dev.spanprofiles.stack.viewer;

import dev.spanprofiles.stack.flamegraph.FunctionTotals.FunctionTotal;
import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.viewer.SpanSamples.TypeTotal;
import dev.spanprofiles.stack.viewer.page.Json;
import dev.spanprofiles.stack.viewer.page.Page;
import dev.spanprofiles.stack.viewer.page.Services;
import dev.spanprofiles.stack.viewer.page.ViewerSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What one span's page shows.
 *
 * @param path the spans above it, the outermost first
 * @param children directly below it, by start
 * @param types what it has samples of; empty if it has none
 * @param profile of the type selected; empty if it has none
 * @param missing why there are no samples; empty if there are
 * @param profiledAncestor the nearest span above it that is profiled
 */
record SpanPage(
    Span span,
    Services services,
    List<Span> path,
    List<Span> children,
    List<TypeTotal> types,
    Optional<Profile> profile,
    Optional<MissingSamples> missing,
    Optional<Span> profiledAncestor,
    OtlpDetail detail,
    ViewerSettings settings)
    implements Page {

  @Override
  public String template() {
    return "span";
  }

  @Override
  public Object json() {
    return Json.object(
        "traceId", span.traceId().toString(),
        "spanId", SpanId.toHex(span.spanId()),
        "name", span.name(),
        "durationNanos", span.durationNanos());
  }

  /** CPU time the span's threads used while it was current, in nanoseconds: attribution rule 9. */
  static final String CPU_TIME = "span_profiles.cpu_time";

  /**
   * One profile type's flame graph.
   *
   * @param top the functions that ran longest themselves
   */
  record Profile(TypeTotal type, List<FunctionTotal> top, Graph graph) {}

  static String address(Span span) {
    return "/traces/" + span.traceId() + "/spans/" + SpanId.toHex(span.spanId());
  }

  int colour() {
    return services.colour(span.resource().serviceName());
  }

  String spanAddress() {
    return address(span);
  }

  String traceAddress() {
    return "/traces/" + span.traceId();
  }

  /** Whether there are children that are profiled with it rather than by themselves. */
  boolean includesChildren() {
    return children.stream()
        .anyMatch(
            child ->
                child.profileId().isEmpty()
                    && child.resource().serviceName().equals(span.resource().serviceName()));
  }

  /** The span's own measurement; empty where the application does not make it. */
  static Optional<Long> cpuTime(Span span) {
    return span.attributes().get(CPU_TIME) instanceof AttributeValue.Int nanos
        ? Optional.of(nanos.value())
        : Optional.empty();
  }

  /** What the samples of CPU time sum to. */
  Optional<TypeTotal> cpuSamples() {
    return types.stream().filter(t -> t.type().equals(ProfileType.CPU)).findFirst();
  }

  Map<String, AttributeValue> attributes() {
    return new TreeMap<>(span.attributes());
  }

  Map<String, AttributeValue> resourceAttributes() {
    return new TreeMap<>(span.resource().attributes());
  }

  /** A command that asks the Pyroscope API for what the flame graph shows. */
  String pyroscopeExample() {
    TimeRange range = SpanSamples.range(List.of(span));
    return """
    curl -s %s/querier.v1.QuerierService/SelectMergeStacktraces \\
      -H 'Content-Type: application/json' \\
      -d '{"profileTypeID":"%s","labelSelector":"{}","spanSelector":["%s"],"start":%d,"end":%d}'
    """
        .formatted(
            settings.pyroscopeApi(),
            profile.map(p -> p.type().type()).orElse(ProfileType.CPU),
            SpanId.toHex(span.spanId()),
            TimeUnit.NANOSECONDS.toMillis(range.startNanos()),
            TimeUnit.NANOSECONDS.toMillis(range.endNanos()));
  }
}
