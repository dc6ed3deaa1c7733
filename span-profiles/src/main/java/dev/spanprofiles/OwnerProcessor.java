package dev.spanprofiles;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.internal.ExtendedSpanProcessor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Makes spans own their samples while they live, and has them say so.
 *
 * <p>What a span says when it ends needs {@code onEnding}: the last moment at which an attribute is
 * taken, and in an internal package only.
 */
final class OwnerProcessor implements ExtendedSpanProcessor {

  /** The owner's span id, 16 hex digits: what samples carry as {@code span_id}. */
  static final AttributeKey<String> PROFILE_ID = AttributeKey.stringKey("pyroscope.profile.id");

  /** As semantic conventions name it, and OpenTelemetry's agent sets it. */
  static final AttributeKey<String> THREAD_NAME = AttributeKey.stringKey("thread.name");

  static final AttributeKey<String> PROFILE_URL = AttributeKey.stringKey("pyroscope.profile.url");
  static final AttributeKey<String> BASELINE_URL =
      AttributeKey.stringKey("pyroscope.profile.baseline.url");

  private final Attribution attribution;
  private final SpanProfilesConfig config;
  private final @Nullable String serviceName;
  private final AtomicBoolean open = new AtomicBoolean(true);

  OwnerProcessor(Attribution attribution, SpanProfilesConfig config, @Nullable String serviceName) {
    this.attribution = attribution;
    this.config = config;
    this.serviceName = serviceName;
    attribution.addUser();
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onStart(Context parentContext, ReadWriteSpan span) {
    attribution.checkSampler(span);
    Attribution.refreshName();
    if (attribution.own(span)) {
      span.setAttribute(PROFILE_ID, span.getSpanContext().getSpanId());
      if (span.getKind() == SpanKind.SERVER) {
        HttpRoutes.follow(parentContext, span);
      }
    } else if (config.addThreadName() && Attribution.isOwnedByAnother(span)) {
      sayThread(span);
    }
  }

  /**
   * Samples of a child carry its local root's id. With its thread, a viewer can infer which are the
   * child's. Of a virtual thread they have the carrier's name, so its own would mislead.
   */
  private static void sayThread(ReadWriteSpan span) {
    if (!VirtualThreads.isCurrent() && span.getAttribute(THREAD_NAME) == null) {
      span.setAttribute(THREAD_NAME, Thread.currentThread().getName());
    }
  }

  @Override
  public boolean isOnEndingRequired() {
    return attribution.addsTimes() || config.addProfileUrl() || config.addBaselineUrl();
  }

  @Override
  public void onEnding(ReadWriteSpan span) {
    Owner owner = Attribution.ownOwner(span);
    if (owner == null) {
      return;
    }
    Attribution.disown(owner);
    attribution.writeTimes(owner, span);
    if (config.addProfileUrl()) {
      span.setAttribute(
          PROFILE_URL, config.profilePages().profile(config.profileUrl(), span, serviceName));
    }
    if (config.addBaselineUrl()) {
      span.setAttribute(
          BASELINE_URL, config.profilePages().baseline(config.profileUrl(), span, serviceName));
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  /** Where it was not ending before: in an SDK that does not tell, or without times and links. */
  @Override
  public void onEnd(ReadableSpan span) {
    Owner owner = Attribution.ownOwner(span);
    if (owner != null) {
      Attribution.disown(owner);
    }
    Attribution.refreshName();
  }

  @Override
  public CompletableResultCode shutdown() {
    if (open.getAndSet(false)) {
      attribution.removeUser();
    }
    return CompletableResultCode.ofSuccess();
  }
}
