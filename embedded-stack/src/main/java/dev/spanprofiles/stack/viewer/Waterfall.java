package dev.spanprofiles.stack.viewer;

import dev.spanprofiles.stack.model.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The spans of a trace in the order and indentation of a waterfall: each below its parent, siblings
 * by start.
 *
 * @param rows one for each span
 * @param startNanos of the earliest span
 * @param durationNanos from the earliest start to the latest end
 */
record Waterfall(List<Row> rows, long startNanos, long durationNanos) {

  /**
   * @param depth 0 for a root
   * @param orphan whether it names a parent that has not been received
   */
  record Row(Span span, int depth, boolean orphan) {}

  static Waterfall of(List<Span> spans) {
    Map<Long, Span> byId = new HashMap<>();
    spans.forEach(span -> byId.put(span.spanId(), span));
    Map<Long, List<Span>> children = new HashMap<>();
    List<Span> roots = new ArrayList<>();
    for (Span span : byId.values()) {
      if (byId.containsKey(span.parentSpanId())) {
        children.computeIfAbsent(span.parentSpanId(), id -> new ArrayList<>()).add(span);
      } else {
        roots.add(span);
      }
    }
    List<Row> rows = new ArrayList<>();
    Set<Long> placed = new HashSet<>();
    place(roots, children, rows, placed);
    // What is left goes round in circles: broken senders do that, and it must show all the same.
    for (Span span : byStart(byId.values().stream().toList())) {
      if (!placed.contains(span.spanId())) {
        place(List.of(span), children, rows, placed);
      }
    }
    long start = spans.stream().mapToLong(Span::startNanos).min().orElse(0);
    long end = spans.stream().mapToLong(Span::endNanos).max().orElse(0);
    return new Waterfall(List.copyOf(rows), start, end - start);
  }

  private static void place(
      List<Span> roots, Map<Long, List<Span>> children, List<Row> rows, Set<Long> placed) {
    Deque<Row> next = new ArrayDeque<>();
    push(next, roots, 0);
    while (!next.isEmpty()) {
      Row row = next.pop();
      if (placed.add(row.span().spanId())) {
        rows.add(row);
        push(next, children.getOrDefault(row.span().spanId(), List.of()), row.depth() + 1);
      }
    }
  }

  private static void push(Deque<Row> next, List<Span> spans, int depth) {
    List<Span> sorted = byStart(spans);
    for (int i = sorted.size() - 1; i >= 0; i--) {
      Span span = sorted.get(i);
      next.push(new Row(span, depth, depth == 0 && span.parentSpanId() != 0));
    }
  }

  private static List<Span> byStart(List<Span> spans) {
    return spans.stream()
        .sorted(Comparator.comparingLong(Span::startNanos).thenComparingLong(Span::spanId))
        .toList();
  }
}
