package dev.spanprofiles;

import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Opens a {@link ThreadRunDelay} for each thread, up to a bound: each is an open file. */
final class ThreadRunDelays {

  private final int maxThreads;
  private final ReferenceQueue<ThreadRunDelay> gone = new ReferenceQueue<>();

  /** The references must live for their queue to hear of them. */
  private final Set<Reference<ThreadRunDelay>> open = ConcurrentHashMap.newKeySet();

  private ThreadRunDelays(int maxThreads) {
    this.maxThreads = maxThreads;
  }

  /** Null if this system does not count run delay, or no thread may have one. */
  static @Nullable ThreadRunDelays upTo(int maxThreads) {
    boolean counted = new ThreadRunDelays(1).ofCurrentThread() != null;
    return counted && maxThreads > 0 ? new ThreadRunDelays(maxThreads) : null;
  }

  /** Null if as many live threads have one as may, or the system has no file for it. */
  @Nullable ThreadRunDelay ofCurrentThread() {
    for (Reference<?> ended = gone.poll(); ended != null; ended = gone.poll()) {
      open.remove(ended);
    }
    if (open.size() >= maxThreads) {
      return null;
    }
    try {
      ThreadRunDelay delay = ThreadRunDelay.ofCurrentThread();
      open.add(new WeakReference<>(delay, gone));
      return delay;
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }
}
