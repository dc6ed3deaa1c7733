package dev.spanprofiles.stack.sets;

import dev.spanprofiles.stack.model.SampleThread.State;
import dev.spanprofiles.stack.model.StackTrace;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a thread did when a wall sample was taken of it, as its stack tells. In the order in which
 * they count where several threads work for one span at the same time.
 *
 * <p>The state alone does not tell: async-profiler takes a thread whose CPU clock stands still for
 * sleeping, also if it only gets no CPU. So what is on no waiting stack runs, or would.
 */
public enum ThreadActivity {
  /** On a CPU, or wanting one. */
  RUNNING,
  /**
   * In a system call that can wait, and awake when the sample was taken: it worked for the call, or
   * had waited for a disk, which no signal interrupts. Only measured times tell which.
   */
  CALLING,
  /** Stopped with all threads of the JVM, or waiting for the collector to make room. */
  STOPPED,
  /** Waiting for a monitor, or for a lock of {@code java.util.concurrent}. */
  LOCK,
  /** {@code Thread.sleep}. */
  SLEEP,
  /** Waiting for another thread: parked, {@code Object.wait}, a future, a queue. */
  PARK,
  /** In a system call that waits: a socket, a file, a process. */
  IO;

  /** Frames of HotSpot that say that the JVM is stopped, or that the collector is waited for. */
  private static final Pattern STOPS =
      Pattern.compile(
          ".*(SafepointSynchronize::block|VMThread::(execute|wait_until_executed)"
              + "|CollectedHeap::|GCLocker::|ZPageAllocator::alloc_page_stall"
              + "|Shenandoah\\w*::handle_alloc_failure).*");

  /** And of entering a monitor. */
  private static final Pattern MONITORS =
      Pattern.compile(".*Object(Monitor::(enter|EnterI|ReenterI|reenter)|Synchronizer::enter).*");

  /** A frame of a shared library, such as {@code libc.so.6.poll}, or of a stub of the JVM. */
  private static final Pattern NATIVE = Pattern.compile("\\..*|.*\\.so(\\.[0-9]+)*\\..*");

  /** The functions of the C library in which Linux has a thread wait for input or output. */
  private static final Pattern WAITING_CALLS =
      Pattern.compile(
          "libc\\.so\\.6\\.(__GI_)?_*(libc_)?(poll|ppoll|epoll_p?wait|select|pselect|read|readv"
              + "|pread(64)?|write|writev|pwrite(64)?|recv|recvfrom|recvmsg|send|sendto|sendmsg"
              + "|accept|accept4|connect|fsync|fdatasync|open|open64|flock|wait4|waitid|waitpid)"
              + "(64)?(_nocancel)?");

  private static final List<String> IO_CLASSES =
      List.of("sun/nio/ch/", "sun/nio/fs/", "java/net/", "java/io/", "java/lang/ProcessImpl");

  /** The classes through which a thread parks. */
  private static final Pattern PARKING =
      Pattern.compile(
          "(jdk/internal/misc/Unsafe|java/util/concurrent/locks/(LockSupport|Abstract.*Synchronizer.*)"
              + "|java/lang/(VirtualThread|System)(\\$.*)?|jdk/internal/vm/.*)\\..*");

  private static final Pattern LOCKS =
      Pattern.compile(
          "java/util/concurrent/locks/(ReentrantLock|ReentrantReadWriteLock|StampedLock).*");

  private static final Set<String> PARKS =
      Set.of("jdk/internal/misc/Unsafe.park", "java/lang/VirtualThread.parkOnCarrierThread");

  /** What the sample says. */
  static ThreadActivity of(StackTrace stackTrace, State state) {
    List<String> functions = stackTrace.functions();
    int java = 0;
    while (java < functions.size() && NATIVE.matcher(functions.get(java)).matches()) {
      java++;
    }
    if (state != State.RUNNABLE) {
      for (String function : functions.subList(0, java)) {
        if (STOPS.matcher(function).matches()) {
          return STOPPED;
        } else if (MONITORS.matcher(function).matches()) {
          return LOCK;
        }
      }
    }
    ThreadActivity waiting = java == functions.size() ? RUNNING : ofJava(functions, java);
    if (state == State.RUNNABLE) {
      return waitsInACall(functions, java) ? CALLING : RUNNING;
    }
    return waiting == RUNNING && state == State.SLEEPING && waitsInACall(functions, java)
        ? IO
        : waiting;
  }

  private static ThreadActivity ofJava(List<String> functions, int leaf) {
    String function = functions.get(leaf);
    if (function.startsWith("java/lang/Thread.sleep")) {
      return SLEEP;
    } else if (function.startsWith("java/lang/Object.wait")) {
      return PARK;
    } else if (!PARKS.contains(function)) {
      return RUNNING;
    }
    for (String caller : functions.subList(leaf, functions.size())) {
      if (caller.contains("ConditionObject.await")) {
        return PARK;
      } else if (LOCKS.matcher(caller).matches()) {
        return LOCK;
      } else if (!PARKING.matcher(caller).matches()) {
        return PARK;
      }
    }
    return PARK;
  }

  private static boolean waitsInACall(List<String> functions, int java) {
    return !functions.isEmpty()
        && (WAITING_CALLS.matcher(functions.get(0)).matches()
            || (java < functions.size()
                && java > 0
                && IO_CLASSES.stream().anyMatch(functions.get(java)::startsWith)));
  }
}
