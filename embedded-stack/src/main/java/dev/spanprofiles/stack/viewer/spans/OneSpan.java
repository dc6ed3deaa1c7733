package dev.spanprofiles.stack.viewer.spans;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.model.MeasuredTime;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.viewer.page.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What only a set of one span can show.
 *
 * @param path the spans above it, the outermost first
 * @param children directly below it, by start
 */
public record OneSpan(Span span, List<Span> path, List<Span> children) {

  /**
   * @param trace all spans of its trace
   */
  static OneSpan of(Span span, List<Span> trace) {
    return new OneSpan(
        span,
        path(span, trace),
        trace.stream().filter(other -> other.parentSpanId() == span.spanId()).toList());
  }

  String traceAddress() {
    return "/traces/" + span.traceId();
  }

  String inTrace() {
    return traceAddress() + "#span-" + SpanId.toHex(span.spanId());
  }

  /** The outermost span known. */
  Span root() {
    return path.isEmpty() ? span : path.get(0);
  }

  /** The nearest span above it that is profiled. */
  Optional<Span> profiledAncestor() {
    return path.stream().filter(s -> s.profileId().isPresent()).reduce((outer, inner) -> inner);
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
    return span.measured(MeasuredTime.CPU).stream().boxed().findFirst();
  }

  Optional<Long> cpuTime() {
    return cpuTime(span);
  }

  Map<String, AttributeValue> attributes() {
    return new TreeMap<>(span.attributes());
  }

  Map<String, AttributeValue> resourceAttributes() {
    return new TreeMap<>(span.resource().attributes());
  }

  /** What {@code docs/json.md} says of a span. */
  static Map<String, @Nullable Object> json(Span span) {
    return Json.object(
        "traceId", span.traceId().toString(),
        "spanId", SpanId.toHex(span.spanId()),
        "service", span.resource().serviceName(),
        "name", span.name(),
        "startNanos", span.startNanos(),
        "durationNanos", span.durationNanos(),
        "status", span.status().name().toLowerCase(java.util.Locale.ROOT));
  }

  private static List<Span> path(Span span, List<Span> trace) {
    Map<Long, Span> byId = new HashMap<>();
    trace.forEach(other -> byId.put(other.spanId(), other));
    List<Span> path = new ArrayList<>();
    Span parent = byId.remove(span.parentSpanId());
    while (parent != null) {
      path.add(0, parent);
      parent = byId.remove(parent.parentSpanId());
    }
    return path;
  }
}
