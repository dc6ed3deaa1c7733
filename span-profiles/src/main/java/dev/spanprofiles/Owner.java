package dev.spanprofiles;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/** A profiled span, as far as its samples need it: parsed once, shown on many threads. */
final class Owner {

  /** To write {@link #span} without waiting until all other cores see it: they may see it late. */
  private static final AtomicReferenceFieldUpdater<Owner, ReadableSpan> SPAN =
      AtomicReferenceFieldUpdater.newUpdater(Owner.class, ReadableSpan.class, "span");

  private static final AtomicLongFieldUpdater<Owner> CPU_NANOS =
      AtomicLongFieldUpdater.newUpdater(Owner.class, "cpuNanos");
  private static final AtomicLongFieldUpdater<Owner> RUNNABLE_NANOS =
      AtomicLongFieldUpdater.newUpdater(Owner.class, "runnableNanos");
  private static final AtomicLongFieldUpdater<Owner> UNMOUNTED_NANOS =
      AtomicLongFieldUpdater.newUpdater(Owner.class, "unmountedNanos");

  final long spanId;
  final long traceHigh;
  final long traceLow;

  /** Null once the span ended: the owner outlives it in every context that names the span. */
  private volatile @Nullable ReadableSpan span;

  /** Who owns in its place once the span ended: the one it had, or who took that one's place. */
  private @Nullable Owner parent;

  /** What the stop clock said when the span started. */
  final long stoppedBefore;

  private volatile long cpuNanos;
  private volatile long runnableNanos;
  private volatile boolean runnableUnknown;
  private volatile long unmountedNanos;

  /** The first thread that showed it; mostly there is no other. */
  private @Nullable PlatformThreadLabels thread;

  /** All others that show it now. */
  private volatile @Nullable Set<PlatformThreadLabels> otherThreads;

  /** As last shown; any thread's will do. */
  private NameTable.@Nullable Name name;

  /**
   * @param parent the owner of the span above in this process; null for a local root
   */
  Owner(ReadableSpan span, @Nullable Owner parent, long stoppedBefore) {
    SpanContext context = span.getSpanContext();
    SPAN.lazySet(this, span);
    this.parent = parent;
    this.stoppedBefore = stoppedBefore;
    this.spanId = HexIds.parse(HexIds.digits(context.getSpanId()), 0);
    byte[] trace = HexIds.digits(context.getTraceId());
    this.traceHigh = HexIds.parse(trace, 0);
    this.traceLow = HexIds.parse(trace, 16);
  }

  boolean is(ReadableSpan other) {
    return span == other;
  }

  boolean isOfTheTraceOf(Owner other) {
    return traceLow == other.traceLow && traceHigh == other.traceHigh;
  }

  boolean hasEnded() {
    return span == null;
  }

  /** The owner while its span lives, then its nearest live ancestor in the process, or null. */
  static @Nullable Owner liveOf(@Nullable Owner owner) {
    Owner live = owner;
    while (live != null && live.span == null) {
      live = live.parent;
    }
    return live;
  }

  /** Ancestors that ended before are forgotten: spans that outlive their parents are no leak. */
  void end() {
    parent = liveOf(parent);
    SPAN.lazySet(this, null);
  }

  /** The id of the span's name as it is now; 0 if the table had no room for it. */
  long nameId(NameTable names) {
    ReadableSpan current = span;
    if (current == null) {
      return 0;
    }
    String now = current.getName();
    NameTable.Name known = name;
    if (known == null || !known.text().equals(now)) {
      known = names.named(now);
      name = known;
    }
    return known.id();
  }

  /** The thread shows it from now on. */
  void shownBy(PlatformThreadLabels labels) {
    if (thread == null) {
      thread = labels;
    } else if (thread != labels) {
      addThread(labels);
    }
  }

  private void addThread(PlatformThreadLabels labels) {
    Set<PlatformThreadLabels> known = otherThreads;
    (known == null ? makeOtherThreads() : known).add(labels);
  }

  /** And no more. A span may live for long and be shown by ever new threads. */
  void leftBy(PlatformThreadLabels labels) {
    Set<PlatformThreadLabels> known = otherThreads;
    if (known != null) {
      known.remove(labels);
    }
  }

  private synchronized Set<PlatformThreadLabels> makeOtherThreads() {
    Set<PlatformThreadLabels> made = otherThreads;
    if (made == null) {
      made = ConcurrentHashMap.newKeySet();
      otherThreads = made;
    }
    return made;
  }

  /**
   * Is credited with what threads did that still show it, and forgets all of them: work that was
   * handed over may go on when its span ends.
   */
  void settleThreads() {
    PlatformThreadLabels first = thread;
    thread = null;
    if (first != null) {
      first.settleUpToNow(this);
    }
    Set<PlatformThreadLabels> others = otherThreads;
    if (others != null) {
      otherThreads = null;
      others.forEach(other -> other.settleUpToNow(this));
    }
  }

  void addCpuTime(long nanos) {
    CPU_NANOS.addAndGet(this, nanos);
  }

  long cpuNanos() {
    return cpuNanos;
  }

  /**
   * @param nanos negative if that is not known of a thread
   */
  void addRunnableTime(long nanos) {
    if (nanos < 0) {
      runnableUnknown = true;
    } else if (nanos > 0) {
      RUNNABLE_NANOS.addAndGet(this, nanos);
    }
  }

  /** Negative if it is not known of one of the threads. */
  long runnableNanos() {
    return runnableUnknown ? -1 : runnableNanos;
  }

  void addUnmountedTime(long nanos) {
    UNMOUNTED_NANOS.addAndGet(this, nanos);
  }

  long unmountedNanos() {
    return unmountedNanos;
  }
}
