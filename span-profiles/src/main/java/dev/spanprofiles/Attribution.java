package dev.spanprofiles;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Which span the samples of each thread belong to.
 *
 * <ol>
 *   <li>{@link OwnerSampler} gives each local root (or, in all mode, each span) an {@link
 *       OwnerState}, which its descendants inherit.
 *   <li>{@link OwnerProcessor} fills in the {@link Owner} when the span starts, if a profiler runs.
 *   <li>{@link FollowingContextStorage} sees every context that is attached or closed, and has the
 *       thread's {@link ThreadLabels} show the owner of the context that is then current.
 * </ol>
 *
 * The context decides, not the span's life: starting or ending a span changes no labels, except
 * that an ended span owns nothing.
 */
final class Attribution {

  private static final Logger logger = Logger.getLogger(Attribution.class.getName());

  /** The context storage is made long before any SDK is, hence not by dependency injection. */
  private static volatile @Nullable Attribution active;

  private final Profiler profiler;
  private final NameTable names;
  private final boolean addSpanName;
  private final boolean addCpuTime;
  private final ThreadLocal<ThreadLabels> threads = ThreadLocal.withInitial(this::newThread);

  Attribution(Profiler profiler, SpanProfilesConfig config) {
    this.profiler = profiler;
    this.names = new NameTable(profiler, config.maxSpanNames());
    this.addSpanName = config.addSpanName();
    this.addCpuTime = config.addCpuTime() && ThreadCpuTime.isSupported();
  }

  static @Nullable Attribution active() {
    return active;
  }

  static void activate(@Nullable Attribution attribution) {
    active = attribution;
  }

  private ThreadLabels newThread() {
    return VirtualThreads.isCurrent()
        ? new VirtualThreadLabels(this::currentThread)
        : new PlatformThreadLabels(
            profiler, addSpanName ? names : null, addCpuTime ? new ThreadCpuTime() : null);
  }

  boolean addsCpuTime() {
    return addCpuTime;
  }

  NameTable names() {
    return names;
  }

  ThreadLabels currentThread() {
    return threads.get();
  }

  /** The live owner of a context; null if nothing owns what runs in it. */
  static @Nullable Owner ownerOf(@Nullable Context context) {
    if (context == null) {
      return null;
    }
    SpanContext span = Span.fromContext(context).getSpanContext();
    if (!span.isSampled() || span.isRemote()) {
      return null;
    }
    if (!(span.getTraceState() instanceof OwnerState state)) {
      return null;
    }
    Owner owner = state.owner();
    return owner == null || owner.hasEnded() ? null : owner;
  }

  /** The owner that is this very span, or null. */
  static @Nullable Owner ownOwner(ReadableSpan span) {
    if (!(span.getSpanContext().getTraceState() instanceof OwnerState state)) {
      return null;
    }
    Owner owner = state.owner();
    return owner != null && owner.is(span) ? owner : null;
  }

  /** Makes the span own its samples; null if it is not one that does, or if no profiler runs. */
  @Nullable Owner own(ReadWriteSpan span) {
    if (!(span.getSpanContext().getTraceState() instanceof OwnerState state)
        || state.owner() != null
        || !profiler.isRunning()) {
      return null;
    }
    Owner owner = new Owner(span);
    state.setOwner(owner);
    return owner;
  }

  /** Span profiles must never break the application: switch off and say so. */
  static void fail(Throwable failure) {
    if (active != null) {
      active = null;
      logger.log(Level.WARNING, "Span profiles failed and are now switched off", failure);
    }
  }
}
