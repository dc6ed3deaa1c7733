package dev.spanprofiles.stack.ingest.pyroscope;

import java.util.AbstractList;
import java.util.List;
import java.util.Map;

/**
 * A stack trace to which outermost locations can be appended. It is compared by those it had, as
 * Pyroscope does it: their numbers byte by byte, the lowest first.
 */
final class DeepStack extends AbstractList<Long> implements Comparable<DeepStack> {

  /** How many locations stack traces are compared by. */
  static final int SUFFIX = 24;

  /** How many of them in a row two have to share. */
  private static final int TOKEN = 16;

  /** By how many locations one can be longer. */
  static final int TOKENS = SUFFIX - TOKEN;

  private final List<Long> own;
  private final List<Long> suffix;
  private List<Long> appended = List.of();

  /**
   * One of that many locations at least.
   *
   * @param locations the number of each location, where it is not its id
   */
  DeepStack(List<Long> own, Map<Long, Long> locations) {
    this.own = own;
    this.suffix =
        own.subList(own.size() - SUFFIX, own.size()).stream()
            .map(id -> locations.getOrDefault(id, id))
            .toList();
  }

  /** Locations in a row: the outermost, or those by so many further in. */
  List<Long> token(int further) {
    return suffix.subList(TOKENS - further, SUFFIX - further);
  }

  void append(List<Long> outermost) {
    appended = outermost;
  }

  @Override
  public Long get(int index) {
    return index < own.size() ? own.get(index) : appended.get(index - own.size());
  }

  @Override
  public int size() {
    return own.size() + appended.size();
  }

  @Override
  public int compareTo(DeepStack other) {
    for (int i = 0; i < SUFFIX; i++) {
      int order =
          Long.compareUnsigned(
              Long.reverseBytes(suffix.get(i)), Long.reverseBytes(other.suffix.get(i)));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
