package dev.spanprofiles;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Which span the samples of each thread belong to.
 *
 * <ol>
 *   <li>{@link OwnerSampler} gives each local root (or, in all mode, each span) an {@link
 *       OwnerState}, which its descendants inherit.
 *   <li>{@link OwnerProcessor} fills in the {@link Owner} when the span starts, if a profiler runs.
 *   <li>{@link LabelledContextStorage}, or {@link FollowingContextStorage} around another's, sees
 *       every context that is attached or closed, and has the thread's {@link ThreadLabels} show
 *       the owner of the context that is then current.
 * </ol>
 *
 * The context decides, not the span's life: starting or ending a span changes no labels, except
 * that an ended span owns nothing; its samples are its nearest live ancestor's then.
 */
final class Attribution {

  /** The context storage is made long before any SDK is, hence not by dependency injection. */
  private static volatile @Nullable Attribution active;

  private static final Logger logger = Logger.getLogger(Attribution.class.getName());

  private final Profiler profiler;
  private final SpanProfilesConfig config;
  private final boolean addCpuTime;
  private final @Nullable ThreadRunDelays runDelays;
  private final @Nullable LongSupplier stopClock;
  private final NameTable names;
  private final LongAdder scopeChanges = new LongAdder();
  private volatile boolean samplerMissed;
  private final AtomicInteger users = new AtomicInteger();

  Attribution(Profiler profiler, SpanProfilesConfig config) {
    this.profiler = profiler;
    this.config = config;
    this.addCpuTime = config.addCpuTime() && ThreadTimes.isSupported();
    this.runDelays =
        addCpuTime && config.addRunnableTime()
            ? ThreadRunDelays.upTo(config.maxRunnableThreads())
            : null;
    this.stopClock = config.addStoppedTime() ? StopClock.find() : null;
    this.names = new NameTable(profiler, config.maxSpanNames());
  }

  static @Nullable Attribution active() {
    return active;
  }

  static void activate(@Nullable Attribution attribution) {
    active = attribution;
  }

  /**
   * Labels for the calling thread.
   *
   * @param before what it had of another attribution, after which nothing of it must stay
   */
  ThreadLabels labelsAfter(@Nullable ThreadLabels before) {
    if (before instanceof VirtualThreadLabels) {
      return before; // its carriers' are what counts
    }
    if (VirtualThreads.isCurrent()) {
      return new VirtualThreadLabels();
    }
    if (before != null) {
      before.show(null);
    }
    return new PlatformThreadLabels(
        profiler,
        config.addSpanName() ? names : null,
        addCpuTime ? newTimes() : null,
        scopeChanges);
  }

  /** Takes back whatever the calling thread is labelled with; a virtual one's carrier does. */
  void clearThread() {
    try {
      if (!VirtualThreads.isCurrent()) {
        profiler.setSpan(0, 0);
        profiler.setTrace(0, 0);
      }
    } catch (RuntimeException | LinkageError e) {
      SpanProfiles.switchOff(e);
    }
  }

  private ThreadTimes newTimes() {
    return new ThreadTimes(runDelays == null ? null : runDelays.ofCurrentThread());
  }

  /** The labels of the calling thread, made if need be; null while span profiles are off. */
  static @Nullable ThreadLabels currentThread() {
    Attribution attribution = active;
    return attribution == null ? null : OneThread.current().labels(attribution);
  }

  /** Has the calling thread's samples carry the name their span has now. */
  static void refreshName() {
    ThreadLabels here = OneThread.current().labels();
    if (here != null) {
      here.refreshName();
    }
  }

  /** The live owner of a context; null if nothing owns what runs in it. */
  static @Nullable Owner ownerOf(@Nullable Context context) {
    if (context == null) {
      return null;
    }
    SpanContext span = Span.fromContext(context).getSpanContext();
    if (!(span.getTraceState() instanceof OwnerState state)) {
      return null;
    }
    return span.isSampled() && !span.isRemote() ? Owner.liveOf(state.owner()) : null;
  }

  /** The owner that is this very span, or null. */
  static @Nullable Owner ownOwner(ReadableSpan span) {
    if (!(span.getSpanContext().getTraceState() instanceof OwnerState state)) {
      return null;
    }
    Owner owner = state.owner();
    return owner != null && owner.is(span) ? owner : null;
  }

  /** A sampler that was set after this library's gives local roots no owner: says so once. */
  void checkSampler(ReadableSpan span) {
    SpanContext context = span.getSpanContext();
    if (context.getTraceState() instanceof OwnerState || samplerMissed) {
      return;
    }
    SpanContext parent = span.getParentSpanContext();
    if (context.isSampled() && (!parent.isValid() || parent.isRemote())) {
      samplerMissed = true;
      logger.warning(
          "Span profiles miss the spans of a tracer provider whose sampler was set after them. Set"
              + " it with AutoConfigurationCustomizer.addSamplerCustomizer, not in a"
              + " TracerProviderCustomizer");
    }
  }

  /** Makes the span own its samples, unless another does or no profiler runs. */
  boolean own(ReadWriteSpan span) {
    if (!(span.getSpanContext().getTraceState() instanceof OwnerState state)
        || state.owner() != null
        || !profiler.isRunning()) {
      return false;
    }
    state.own(span, stopClock == null ? 0 : stopClock.getAsLong());
    return true;
  }

  /** Whether samples taken in the span carry another one's id. */
  static boolean isOwnedByAnother(ReadableSpan span) {
    Owner owner = OwnerState.ownerIn(span.getSpanContext().getTraceState());
    return owner != null && !owner.is(span);
  }

  /** Has the span say what its threads and the JVM did while it owned their samples. */
  void writeTimes(Owner owner, ReadWriteSpan span) {
    long cpu = addCpuTime ? owner.cpuNanos() : -1;
    long runnable = runDelays == null ? -1 : owner.runnableNanos();
    long unmounted = owner.unmountedNanos();
    long stopped = stopClock == null ? -1 : stopClock.getAsLong() - owner.stoppedBefore;
    if (cpu >= 0) {
      span.setAttribute(SpanTimes.CPU, cpu);
    }
    if (runnable >= 0) {
      span.setAttribute(SpanTimes.RUNNABLE, runnable);
    }
    if (stopped >= 0) {
      span.setAttribute(SpanTimes.STOPPED, stopped);
    }
    if (unmounted > 0) {
      span.setAttribute(SpanTimes.UNMOUNTED, unmounted);
    }
  }

  /**
   * Its span has ended: wherever its contexts are entered from now on, and in its scopes that are
   * still open, what it owned belongs to its nearest live ancestor.
   */
  static void disown(Owner owner) {
    owner.end(); // first: other threads may ask at this moment
    ThreadLabels here = OneThread.current().labels();
    if (here != null && here.shown() == owner) {
      here.show(Owner.liveOf(owner));
    }
    owner.settleThreads();
  }

  boolean addsTimes() {
    return addCpuTime || stopClock != null;
  }

  /** Counts the tracer providers that use this, for {@link #removeUser}. */
  void addUser() {
    users.incrementAndGet();
  }

  /** The last one makes room for another copy of this library, as after a redeployment. */
  void removeUser() {
    if (users.decrementAndGet() == 0 && active == this) {
      SpanProfiles.shutDown();
      profiler.close();
    }
  }

  private static @Nullable String virtualThreads() {
    if (!VirtualThreads.exist()) {
      return null;
    }
    return VirtualThreads.canBeFollowed() ? "followed" : "unlabelled";
  }

  SpanProfilesStatus status() {
    return new SpanProfilesStatus(
        true,
        null,
        config.rootSpanOnly() ? "root" : "all",
        profiler.status(),
        virtualThreads(),
        scopeChanges.sum(),
        names.size(),
        names.dropped());
  }
}
