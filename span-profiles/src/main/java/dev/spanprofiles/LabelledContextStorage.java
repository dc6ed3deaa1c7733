package dev.spanprofiles;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the context of each thread as OpenTelemetry's own storage does, and in its place: beside
 * the labels that follow it. So a scope costs one look-up of the thread at either end where a
 * storage around another costs three, and it is one object, which the JIT does without.
 */
final class LabelledContextStorage implements ContextStorage {

  @Override
  public Scope attach(@Nullable Context toAttach) {
    if (toAttach == null) {
      return Scope.noop();
    }
    OneThread thread = OneThread.current();
    Context before = thread.context;
    boolean ownerChanged = thread.follow(toAttach);
    if (toAttach == before) {
      return Scope.noop();
    }
    Scope scope = new Attached(thread, before, toAttach, ownerChanged);
    // Last: where the stack overflows before, there is no scope, so no one to take this back.
    thread.context = toAttach;
    return scope;
  }

  /** Who asks, as all that starts a span or writes a log line does, is told what has ended. */
  @Override
  public @Nullable Context current() {
    OneThread thread = OneThread.current();
    thread.followIfEnded();
    return thread.context;
  }

  private static final class Attached implements Scope {

    private final OneThread thread;
    private final @Nullable Context before;
    private final Context attached;
    private final boolean ownerChanged;
    private boolean closed;

    Attached(OneThread thread, @Nullable Context before, Context attached, boolean ownerChanged) {
      this.thread = thread;
      this.before = before;
      this.attached = attached;
      this.ownerChanged = ownerChanged;
    }

    /** A scope that is closed twice, out of order or on another thread changes nothing. */
    @Override
    public void close() {
      OneThread here = thread.isCurrent() ? thread : OneThread.current();
      if (!closed && here.context == attached) {
        closed = true;
        here.context = before;
      } else {
        logIgnored();
      }
      if (ownerChanged) {
        here.follow(here.context);
      } else {
        // The context that is current again is of the same owner.
        here.followIfEnded();
      }
    }

    /** Its logger is made late: it may use the context. */
    private static void logIgnored() {
      Logger.getLogger(LabelledContextStorage.class.getName())
          .log(Level.FINE, "A scope is closed that is not the current one: nothing changes");
    }
  }
}
