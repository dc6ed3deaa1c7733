package dev.spanprofiles.stack.ingest;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Tells of refused requests, one line a second and kind at most: who is refused for being too much
 * tries again at once, and must not fill the log besides. Thread-safe.
 */
public final class RefusalLog {

  private static final long INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

  private final Consumer<String> log;
  private final LongSupplier nanoTime;
  private @Nullable Refusal last;
  private long lastNanos;
  private long untold;

  public RefusalLog(Logger log) {
    this(log::warn, System::nanoTime);
  }

  RefusalLog(Consumer<String> log, LongSupplier nanoTime) {
    this.log = log;
    this.nanoTime = nanoTime;
  }

  /** Logs what was refused and why, and how many like it were left out before. */
  public void add(Context context, RefusedException refused) {
    add(context.method() + " " + context.path() + " from " + context.ip(), refused);
  }

  /**
   * The same for what has no request of its own.
   *
   * @param what was refused, to be read before "refused with"
   */
  public synchronized void add(String what, RefusedException refused) {
    long now = nanoTime.getAsLong();
    if (refused.refusal() == last && now - lastNanos < INTERVAL_NANOS) {
      untold++;
      return;
    }
    log.accept(
        "%s refused with %d: %s%s"
            .formatted(
                what,
                refused.refusal().httpStatus(),
                refused.getMessage(),
                untold == 0 || last == null
                    ? ""
                    : " (after " + untold + " more with " + last.httpStatus() + ")"));
    last = refused.refusal();
    lastNanos = now;
    untold = 0;
  }
}
