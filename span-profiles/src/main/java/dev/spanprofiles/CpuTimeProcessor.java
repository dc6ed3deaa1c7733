package dev.spanprofiles;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.internal.ExtendedSpanProcessor;

/**
 * Adds the CPU time a profiled span used. Only {@code onEnding} can: it is the last moment at which
 * an attribute is taken, and it exists in an internal package only.
 */
final class CpuTimeProcessor extends OwnerProcessor implements ExtendedSpanProcessor {

  /**
   * Nanoseconds of CPU the span used, on all threads, while samples there belonged to it: a number
   * below the sampling interval explains a missing profile.
   */
  static final AttributeKey<Long> CPU_TIME = AttributeKey.longKey("span_profiles.cpu_time");

  CpuTimeProcessor(Attribution attribution) {
    super(attribution);
  }

  @Override
  public boolean isOnEndingRequired() {
    return true;
  }

  @Override
  public void onEnding(ReadWriteSpan span) {
    Owner owner = Attribution.ownOwner(span);
    if (owner == null) {
      return;
    }
    ThreadLabels labels = attribution.currentThread();
    if (labels.shown() == owner) {
      labels.settle();
    }
    span.setAttribute(CPU_TIME, owner.cpuNanos());
  }
}
