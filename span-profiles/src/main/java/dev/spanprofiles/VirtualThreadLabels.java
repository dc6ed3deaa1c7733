package dev.spanprofiles;

import org.jspecify.annotations.Nullable;

/**
 * The labels of a virtual thread: shown by its carrier while it is mounted there, and only then.
 *
 * <p>The profiler knows OS threads. So what mounts this thread, its task for the scheduler, is
 * wrapped in one that acts on the carrier before and after. It is wrapped when the thread first
 * needs labels; that mount began without it, so the thread yields once to be mounted again. If it
 * cannot, being pinned, its samples stay without labels: none rather than the next thread's.
 */
final class VirtualThreadLabels implements ThreadLabels {

  private @Nullable Owner shown;

  /** The carrier this thread is mounted on; null until it was mounted through here. */
  private @Nullable ThreadLabels carrier;

  private boolean mountReplaced;

  /** When it was unmounted with an owner, as its carrier's clock said; 0 if it had none. */
  private volatile long unmountedAt;

  private volatile int mounts;

  @Override
  public @Nullable Owner shown() {
    return shown;
  }

  @Override
  public void show(@Nullable Owner owner) {
    shown = owner;
    if (carrier != null) {
      carrier.show(owner);
    } else if (owner != null) {
      remount();
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // yield() is how a virtual thread is unmounted
  private void remount() {
    mountReplaced = mountReplaced || VirtualThreads.replaceMount(mount -> () -> run(mount));
    if (mountReplaced) {
      Thread.yield();
    }
  }

  /**
   * Called by the scheduler, on a carrier: the task runs until the thread parks, yields or ends.
   */
  private void run(Runnable mount) {
    ThreadLabels here = Attribution.currentThread();
    carrier = here;
    if (here == null) {
      mount.run();
      return;
    }
    shown = Owner.liveOf(shown); // it may have ended while this thread was parked
    here.show(shown);
    int mounted = mounts + 1;
    mounts = mounted;
    long since = unmountedAt;
    unmountedAt = 0;
    if (since != 0 && shown != null) {
      shown.addUnmountedTime(here.settledAt() - since);
    }
    try {
      mount.run();
    } finally {
      here.show(null);
      // By now it may be mounted elsewhere: then it was unmounted for no time worth telling.
      if (mounts == mounted && shown != null) {
        unmountedAt = here.settledAt();
      }
    }
  }

  @Override
  public void refreshName() {
    if (carrier != null) {
      carrier.refreshName();
    }
  }

  @Override
  public long settledAt() {
    return carrier == null ? 0 : carrier.settledAt();
  }
}
