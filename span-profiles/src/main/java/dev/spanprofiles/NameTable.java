package dev.spanprofiles;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The span names known to the profiler, bounded: the Pyroscope agent never frees a name and sends
 * all of them with every upload (100,000 names are 3.3 MB each time, and Pyroscope refuses bodies
 * over 4 MB).
 */
final class NameTable {

  /**
   * A name as the profiler knows it.
   *
   * @param id 0 if the table had no room for it
   */
  record Name(String text, long id) {}

  private final ConcurrentHashMap<String, Name> names = new ConcurrentHashMap<>();
  private final LongAdder dropped = new LongAdder();
  private final Profiler profiler;
  private final int maxNames;

  /** Spares spans with ever new names the lock. */
  private volatile boolean full;

  NameTable(Profiler profiler, int maxNames) {
    this.profiler = profiler;
    this.maxNames = maxNames;
  }

  /** The name, with the id 0 if the table is full and does not have it. */
  Name named(String text) {
    Name known = names.get(text);
    if (known == null && !full) {
      known = register(text);
    }
    if (known != null) {
      return known;
    }
    dropped.increment();
    return new Name(text, 0);
  }

  private synchronized @Nullable Name register(String text) {
    if (!names.containsKey(text) && names.size() >= maxNames) {
      full = true;
      return null;
    }
    return names.computeIfAbsent(text, name -> new Name(name, profiler.registerName(name)));
  }

  int size() {
    return names.size();
  }

  /** How often a name was asked for that had no room. */
  long dropped() {
    return dropped.sum();
  }
}
