package dev.spanprofiles;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The span names known to the profiler, bounded: the Pyroscope agent never frees a name and sends
 * all of them with every upload (100,000 names are 3.3 MB each time, and Pyroscope refuses bodies
 * over 4 MB).
 */
final class NameTable {

  private final ConcurrentHashMap<String, Long> ids = new ConcurrentHashMap<>();
  private final LongAdder dropped = new LongAdder();
  private final Profiler profiler;
  private final int maxNames;

  /** Spares spans with ever new names the lock. */
  private volatile boolean full;

  NameTable(Profiler profiler, int maxNames) {
    this.profiler = profiler;
    this.maxNames = maxNames;
  }

  /** The name's id, or 0 if the table is full and does not have it. */
  long idOf(String name) {
    Long known = ids.get(name);
    long id = known != null ? known : full ? 0 : register(name);
    if (id == 0) {
      dropped.increment();
    }
    return id;
  }

  private synchronized long register(String name) {
    if (!ids.containsKey(name) && ids.size() >= maxNames) {
      full = true;
      return 0;
    }
    return ids.computeIfAbsent(name, profiler::registerName);
  }

  int size() {
    return ids.size();
  }

  /** How often a name was asked for that had no room. */
  long dropped() {
    return dropped.sum();
  }
}
