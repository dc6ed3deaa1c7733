package dev.spanprofiles;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TraceStateBuilder;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries a local root's {@link Owner} to all its descendants, in the one place of a span that its
 * children inherit and that stays in the process: as the {@link TraceState} of its {@code
 * SpanContext}. Outwards it is the trace state it wraps, entry for entry.
 *
 * <p>So the owner of any context is two reads away, a span costs no table entry, and the mapping
 * lives exactly as long as the span contexts that need it: also a scope that is entered hours after
 * the child ended finds its root.
 *
 * <p>It is its own sampling result, which saves each root an object.
 */
final class OwnerState implements TraceState, SamplingResult {

  private final SamplingResult sampled;
  private final TraceState entries;

  /** Null until the span started, and for ever if no profiler ran then. */
  private @Nullable Owner owner;

  /** Needed until then. */
  private @Nullable Owner parent;

  /**
   * @param owner null for a span that will own itself
   * @param parent then the owner of the span above in this process, if there is one
   */
  OwnerState(
      SamplingResult sampled, TraceState entries, @Nullable Owner owner, @Nullable Owner parent) {
    this.sampled = sampled;
    this.entries = entries;
    this.owner = owner;
    this.parent = parent;
  }

  static @Nullable Owner ownerIn(TraceState state) {
    return state instanceof OwnerState carrier ? carrier.owner : null;
  }

  static TraceState unwrap(TraceState state) {
    return state instanceof OwnerState carrier ? carrier.entries : state;
  }

  @Nullable Owner owner() {
    return owner;
  }

  /** Makes the span, which has just started, own its samples. */
  void own(ReadableSpan span, long stoppedBefore) {
    owner = new Owner(span, parent, stoppedBefore);
    parent = null;
  }

  @Override
  public SamplingDecision getDecision() {
    return sampled.getDecision();
  }

  @Override
  public Attributes getAttributes() {
    return sampled.getAttributes();
  }

  @Override
  public TraceState getUpdatedTraceState(TraceState parent) {
    return this;
  }

  @Override
  public @Nullable String get(String key) {
    return entries.get(key);
  }

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public boolean isEmpty() {
    return entries.isEmpty();
  }

  @Override
  public void forEach(BiConsumer<String, String> consumer) {
    entries.forEach(consumer);
  }

  @Override
  public Map<String, String> asMap() {
    return entries.asMap();
  }

  @Override
  public TraceStateBuilder toBuilder() {
    return entries.toBuilder();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TraceState state && entries.equals(unwrap(state));
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return entries.toString();
  }
}
