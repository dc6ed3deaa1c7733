package dev.spanprofiles.stack.storage;

import java.util.List;

/**
 * The first of a list that may be longer than anyone wants to read. What is left out is counted, so
 * that a page can say so.
 *
 * @param total how many there are, those in {@code items} included
 */
public record Bounded<T>(List<T> items, long total) {

  public Bounded {
    items = List.copyOf(items);
  }

  public boolean isWhole() {
    return items.size() == total;
  }
}
