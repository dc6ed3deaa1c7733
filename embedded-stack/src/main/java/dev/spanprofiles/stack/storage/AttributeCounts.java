package dev.spanprofiles.stack.storage;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.storage.SpanFilter.Field;
import java.util.List;

/**
 * Which attributes the spans of one or more sets have, and how many spans have which value. Where a
 * set has more spans than are to be counted, a part of them is, chosen by the hash of their trace's
 * id, which is by chance and the same at every call.
 *
 * @param countedSpans of each set, how many spans the counts are of
 * @param countedTraces of each set, how many traces these are in
 * @param keys by how many spans have them, the most first: every attribute of spans and resources,
 *     and the intrinsics name, status and kind
 */
public record AttributeCounts(List<Long> countedSpans, List<Long> countedTraces, List<Key> keys) {

  public AttributeCounts {
    countedSpans = List.copyOf(countedSpans);
    countedTraces = List.copyOf(countedTraces);
    keys = List.copyOf(keys);
  }

  /**
   * One attribute.
   *
   * @param spans of each set, how many have it
   * @param values the most frequent first: in a comparison, those that are frequent in any of the
   *     sets
   */
  public record Key(Field field, List<Long> spans, Bounded<Value> values) {
    public Key {
      spans = List.copyOf(spans);
    }
  }

  /**
   * One value of an attribute.
   *
   * @param spans of each set, how many have it
   */
  public record Value(AttributeValue value, List<Long> spans) {
    public Value {
      spans = List.copyOf(spans);
    }
  }
}
