package dev.spanprofiles;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * How long this JVM has had all its threads stopped, by the collector or another safepoint.
 *
 * <p>HotSpot counts it exactly in its performance data, which is memory to read. Without them
 * ({@code -XX:-UsePerfData}, or another JVM) the collectors' own beans tell their pauses, in
 * milliseconds.
 */
final class StopClock {

  private static final Logger logger = Logger.getLogger(StopClock.class.getName());

  private StopClock() {}

  /** Nanoseconds so far, increasing at the end of each stop. */
  static LongSupplier find() {
    try {
      return PerfData.ofThisJvm().nanos("sun.rt.safepointTime");
    } catch (IOException | RuntimeException e) {
      logger.log(Level.FINE, "No performance data, pauses are in milliseconds", e);
      return pauses();
    }
  }

  /** Of the collectors that stop the JVM: those of ZGC and Shenandoah that do not are "Cycles". */
  static LongSupplier pauses() {
    List<GarbageCollectorMXBean> collectors =
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .filter(collector -> !collector.getName().endsWith("Cycles"))
            .toList();
    return () -> {
      long millis = 0;
      for (GarbageCollectorMXBean collector : collectors) {
        millis += Math.max(0, collector.getCollectionTime());
      }
      return TimeUnit.MILLISECONDS.toNanos(millis);
    };
  }
}
