package dev.spanprofiles.stack.viewer.spans;

import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.storage.Inference;
import dev.spanprofiles.stack.storage.SetSummary;
import dev.spanprofiles.stack.storage.SpanSet;
import dev.spanprofiles.stack.storage.TypeTotal;
import dev.spanprofiles.stack.viewer.page.Format;
import dev.spanprofiles.stack.viewer.page.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A set of spans in figures.
 *
 * @param inference of what its samples are inferred; empty if they carry its spans' ids
 * @param types what its spans have of each profile type, CPU first; empty if there are no samples
 */
record SetFigures(
    SpanSet set, SetSummary summary, Optional<Inference> inference, List<TypeTotal> types) {

  /** Before its samples are looked at: by time and thread where none can carry its spans' ids. */
  static SetFigures of(SpanSet set, SetSummary summary) {
    boolean inferred = summary.spans() > 0 && summary.profiled() == 0;
    return new SetFigures(inferred ? set.inferring() : set, summary, Optional.empty(), List.of());
  }

  /** Whether samples carry the ids of some of its spans alone. */
  boolean isMixed() {
    return summary.profiled() > 0 && summary.unprofiled() > 0;
  }

  /** Whether samples of its spans may exist. */
  boolean mayHaveSamples() {
    return summary.profiled() > 0
        || inference.filter(of -> of.placed() + of.threadUnknown() > 0).isPresent();
  }

  Optional<TypeTotal> cpu() {
    return of(ProfileType.CPU);
  }

  Optional<TypeTotal> of(ProfileType type) {
    return types.stream().filter(total -> total.type().equals(type)).findFirst();
  }

  /** What one span has on average, those without samples included, in the type's unit. */
  long perSpan(TypeTotal total) {
    return summary.spans() == 0 ? 0 : Math.round(total.value() / (double) summary.spans());
  }

  long cpuNanosPerSpan() {
    return cpu().map(this::perSpan).orElse(0L);
  }

  long meanDurationNanos() {
    return summary.spans() == 0 ? 0 : summary.totalDurationNanos() / summary.spans();
  }

  /** How many of its spans were counted, as the text says it: by chance where not all were. */
  String counted(long spans) {
    return Format.count(spans)
        + (spans < summary.spans()
            ? " taken by chance out of " + Format.count(summary.spans())
            : "");
  }

  double rate() {
    return summary.rate(set.range());
  }

  /** What {@code docs/json.md} says of a set; more is added to it. */
  Map<String, @Nullable Object> json() {
    return Json.object(
        "startNanos", set.range().startNanos(),
        "endNanos", set.range().endNanos(),
        "spans", summary.spans(),
        "traces", summary.traces(),
        "errors", summary.errors(),
        "profiled", summary.profiled(),
        "inferred", inference.map(SetFigures::json).orElse(null),
        "spansPerSecond", rate(),
        "durationNanos",
            Json.object(
                "p50", summary.durations().p50(),
                "p95", summary.durations().p95(),
                "p99", summary.durations().p99(),
                "mean", meanDurationNanos()),
        "cpuNanosPerSpan", cpuNanosPerSpan(),
        "samples", cpu().map(TypeTotal::samples).orElse(0L),
        "types", types.stream().map(this::json).toList());
  }

  private static Map<String, @Nullable Object> json(Inference inference) {
    return Json.object(
        "placed", inference.placed(),
        "nested", inference.nested(),
        "overlapping", inference.overlapping(),
        "threadUnknown", inference.threadUnknown(),
        "withoutProfile", inference.unprofiled());
  }

  private Map<String, @Nullable Object> json(TypeTotal total) {
    return Json.object(
        "type", total.type().toString(),
        "unit", total.type().sampleUnit(),
        "value", total.value(),
        "valuePerSpan", perSpan(total),
        "samples", total.samples(),
        "spans", total.spans(),
        "serviceValue", total.serviceValue());
  }
}
