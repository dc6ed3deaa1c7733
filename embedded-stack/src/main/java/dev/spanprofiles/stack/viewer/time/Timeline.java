package dev.spanprofiles.stack.viewer.time;

import dev.spanprofiles.stack.flamegraph.FrameName;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.sets.Stretch;
import dev.spanprofiles.stack.sets.TimePart.Kind;
import dev.spanprofiles.stack.viewer.page.Format;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A span's samples over time, a lane for each thread.
 *
 * @param omitted how many stretches are not drawn
 */
public record Timeline(List<Lane> lanes, long omitted) {

  /** Stretches and frames at the most; browsers get slow, and nobody reads more. */
  private static final int MAX_STRETCHES = 1000;

  private static final int MAX_FRAMES = 6000;

  /** How many frames of a stack are drawn: the outermost that the thread's stacks do not share. */
  private static final int MAX_DEPTH = 14;

  /**
   * One thread.
   *
   * @param shared the frames at the bottom of all its stacks, which are not drawn
   */
  public record Lane(
      String thread, List<Segment> segments, List<Box> boxes, int depth, int shared) {}

  /** A stretch: where it is on the axis, in percent, and what it says. */
  public record Segment(
      Kind kind, String left, String width, String from, String lasted, List<String> stack) {}

  /** A function that is on neighbouring stretches. */
  public record Box(String name, int row, String left, String width) {}

  static Timeline of(Span span, Map<String, List<Stretch>> threads) {
    List<Lane> lanes = new ArrayList<>();
    int room = MAX_STRETCHES;
    int boxes = MAX_FRAMES;
    long all = 0;
    for (Map.Entry<String, List<Stretch>> thread : threads.entrySet()) {
      List<Stretch> stretches = thread.getValue();
      all += stretches.size();
      List<Stretch> drawn = stretches.subList(0, Math.min(room, stretches.size()));
      if (!drawn.isEmpty()) {
        Lane lane = new Drawing(span).lane(thread.getKey(), drawn, boxes);
        lanes.add(lane);
        room -= drawn.size();
        boxes -= lane.boxes().size();
      }
    }
    return new Timeline(lanes, all - (MAX_STRETCHES - room));
  }

  /** Puts stretches on the axis from a span's start to its end. */
  private record Drawing(Span span) {

    Lane lane(String thread, List<Stretch> stretches, int maxBoxes) {
      List<List<String>> stacks = stretches.stream().map(Drawing::outermostFirst).toList();
      int shared = shared(stacks);
      List<Box> boxes = new ArrayList<>();
      int depth = 0;
      for (int row = 0; row < MAX_DEPTH; row++) {
        int level = shared + row;
        for (int i = 0; i < stacks.size() && boxes.size() < maxBoxes; ) {
          int next = i + 1;
          if (level < stacks.get(i).size()) {
            while (next < stacks.size() && goesOn(stretches, stacks, next, level)) {
              next++;
            }
            long start = stretches.get(i).startNanos();
            boxes.add(
                new Box(
                    shorten(stacks.get(i).get(level)),
                    row,
                    left(start),
                    width(start, stretches.get(next - 1).endNanos())));
            depth = row + 1;
          }
          i = next;
        }
      }
      List<Segment> segments = new ArrayList<>();
      for (int i = 0; i < stretches.size(); i++) {
        segments.add(segment(stretches.get(i), stacks.get(i)));
      }
      return new Lane(thread, segments, boxes, depth, shared);
    }

    /** Whether the frame at this level is the one of the stretch before, without a gap. */
    private static boolean goesOn(
        List<Stretch> stretches, List<List<String>> stacks, int index, int level) {
      List<String> before = stacks.get(index - 1);
      List<String> now = stacks.get(index);
      return level < now.size()
          && level < before.size()
          && now.subList(0, level + 1).equals(before.subList(0, level + 1))
          && stretches.get(index).startNanos() - stretches.get(index - 1).endNanos()
              < stretches.get(index).endNanos() - stretches.get(index).startNanos();
    }

    /** Without its package: boxes are narrow. */
    private static String shorten(String function) {
      int method = function.lastIndexOf('.');
      int type = method < 0 ? -1 : function.lastIndexOf('.', method - 1);
      return function.contains("::") ? function : function.substring(type + 1);
    }

    private Segment segment(Stretch stretch, List<String> stack) {
      List<String> innermostFirst = new ArrayList<>(stack);
      Collections.reverse(innermostFirst);
      return new Segment(
          stretch.kind(),
          left(stretch.startNanos()),
          width(stretch.startNanos(), stretch.endNanos()),
          Format.offset(stretch.startNanos() - span.startNanos()),
          Format.duration(stretch.endNanos() - stretch.startNanos()),
          innermostFirst);
    }

    private static List<String> outermostFirst(Stretch stretch) {
      List<String> names =
          new ArrayList<>(
              stretch.stackTrace().functions().stream().map(FrameName::readable).toList());
      Collections.reverse(names);
      return names;
    }

    private static int shared(List<List<String>> stacks) {
      List<String> first = stacks.get(0);
      int shared = Math.max(0, first.size() - 1);
      for (List<String> stack : stacks) {
        int same = 0;
        while (same < Math.min(shared, stack.size() - 1)
            && stack.get(same).equals(first.get(same))) {
          same++;
        }
        shared = Math.min(shared, same);
      }
      return shared;
    }

    private String left(long nanos) {
      return percent(nanos - span.startNanos());
    }

    private String width(long start, long end) {
      long from = Math.max(start, span.startNanos());
      return percent(Math.max(0, Math.min(end, span.endNanos()) - from));
    }

    private String percent(long nanos) {
      double share = nanos / (double) Math.max(1, span.durationNanos());
      return Format.svgPercent(Math.min(1, Math.max(0, share)));
    }
  }
}
