package dev.spanprofiles.it.truth;

import dev.spanprofiles.it.truth.Truth.Labels;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.ReadableSpan;
import org.jspecify.annotations.Nullable;

/**
 * A span whose place in the trace the scenario knows, so that its truth does not depend on the code
 * under test.
 *
 * @param parent the span above in this process; null for a local root
 */
record KnownSpan(Span span, @Nullable KnownSpan parent) {

  /** The labels due while this is the current span: rules 2, 5 and 6. */
  @Nullable Labels labels(Mode mode) {
    // A dropped span owns nothing, whatever is above it.
    KnownSpan owner =
        !span.getSpanContext().isSampled()
            ? null
            : mode == Mode.ROOT ? localRoot().ifRecording() : nearestRecording();
    if (owner == null) {
      return null;
    }
    var context = owner.span.getSpanContext();
    return new Labels(
        context.getSpanId(), context.getTraceId(), ((ReadableSpan) owner.span).getName());
  }

  private KnownSpan localRoot() {
    return parent == null ? this : parent.localRoot();
  }

  /** Neither dropped nor ended: what is not recorded owns nothing. */
  private @Nullable KnownSpan ifRecording() {
    boolean sampled = span.getSpanContext().isSampled();
    return sampled && span instanceof ReadableSpan && span.isRecording() ? this : null;
  }

  private @Nullable KnownSpan nearestRecording() {
    return ifRecording() != null || parent == null ? ifRecording() : parent.nearestRecording();
  }

  /** The calling thread's context with this span in it. */
  Context context() {
    return Context.current().with(span);
  }

  /** Not marked as one to be closed: some scenarios do not. */
  @SuppressWarnings("MustBeClosedChecker")
  Scope makeCurrent() {
    return span.makeCurrent();
  }

  void end() {
    span.end();
  }
}
