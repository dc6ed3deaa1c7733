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
 * @param localRoot the nearest span upward whose parent is absent or remote; null: this one
 */
record KnownSpan(Span span, @Nullable KnownSpan localRoot) {

  /** The labels due while this is the current span: rules 2, 5 and 6. */
  @Nullable Labels labels(Mode mode) {
    KnownSpan owner = mode == Mode.ROOT && localRoot != null ? localRoot : this;
    // Rule 2: only recording spans own anything. Rule 5: an ended one owns nothing; isRecording()
    // is
    // false for both. A dropped child of a recorded root owns nothing either.
    boolean dropped = !span.getSpanContext().isSampled();
    if (dropped || !(owner.span instanceof ReadableSpan readable) || !owner.span.isRecording()) {
      return null;
    }
    var context = owner.span.getSpanContext();
    return new Labels(context.getSpanId(), context.getTraceId(), readable.getName());
  }

  KnownSpan root() {
    return localRoot == null ? this : localRoot;
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
