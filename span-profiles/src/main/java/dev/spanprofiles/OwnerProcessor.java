package dev.spanprofiles;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/** Makes spans own their samples while they live, and says so on the span. */
class OwnerProcessor implements SpanProcessor {

  /** The owner's span id, 16 hex digits: what samples carry as {@code span_id}. */
  static final AttributeKey<String> PROFILE_ID = AttributeKey.stringKey("pyroscope.profile.id");

  final Attribution attribution;

  OwnerProcessor(Attribution attribution) {
    this.attribution = attribution;
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onStart(Context parentContext, ReadWriteSpan span) {
    Owner owner = attribution.own(span);
    if (owner != null) {
      span.setAttribute(PROFILE_ID, span.getSpanContext().getSpanId());
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    Owner owner = Attribution.ownOwner(span);
    if (owner == null) {
      return;
    }
    owner.end();
    ThreadLabels labels = attribution.currentThread();
    if (labels.shown() == owner) {
      labels.show(null);
    }
  }
}
