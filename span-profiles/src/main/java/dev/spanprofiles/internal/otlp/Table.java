package dev.spanprofiles.internal.otlp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A table of the dictionary: each value once. Number 0 is the zero value, which means none. */
final class Table<T> {

  private final Map<T, Integer> numbers = new LinkedHashMap<>();

  Table(T zero) {
    numbers.put(zero, 0);
  }

  int numberOf(T value) {
    Integer known = numbers.putIfAbsent(value, numbers.size());
    return known == null ? numbers.size() - 1 : known;
  }

  /** By their numbers. */
  Set<T> values() {
    return numbers.keySet();
  }
}
