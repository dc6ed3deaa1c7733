package dev.spanprofiles.it.truth;

import java.util.List;
import java.util.Set;

/**
 * Marks a stretch of work in its own stack: the number of its truth is spelled in hexadecimal
 * digits, one frame a digit, between the frames {@code stretch} and {@code inside}.
 *
 * <pre>stretch ▸ d7 ▸ d0 ▸ d0 ▸ d0 ▸ d0 ▸ inside ▸ the work      (number 7, lowest digit first)
 * </pre>
 *
 * <p>The workload's JVM must not inline these methods ({@link #JVM_OPTION}): a profiler maps an
 * instruction of inlined code to the nearest debug record, which can be the neighbour's.
 */
final class Marks {
  static final String JVM_OPTION = "-XX:CompileCommand=dontinline," + Marks.class.getName() + "::*";

  private static final int DIGITS = 5;

  /** Where the threads of pools wait. */
  private static final Set<Frame> IDLE =
      Set.of(
          new Frame("java.util.concurrent.ThreadPoolExecutor", "getTask"),
          new Frame("java.util.concurrent.ForkJoinPool", "awaitWork"));

  private Marks() {}

  /** Where a sample was taken. */
  sealed interface Place {
    /** In the stretch of that number. */
    record Stretch(int number) implements Place {}

    /** Entering or leaving a stretch: the number cannot be read. */
    record Border() implements Place {}

    /** In no stretch, where a pool's thread waits for its next task: nothing is due. */
    record Idle() implements Place {}

    /** In no stretch, anywhere else. */
    record Elsewhere() implements Place {}
  }

  /** One frame of a sample's stack. */
  record Frame(String type, String method) {}

  /** Runs {@code work} with {@code number} spelled in the stack below it. */
  static void stretch(int number, Runnable work) {
    if (number < 0 || number >= 1 << (4 * DIGITS)) {
      throw new IllegalArgumentException(
          "stretch " + number + " needs more than " + DIGITS + " digits");
    }
    enter(number, DIGITS, work);
  }

  /** Reads the place from a stack, leaf first. */
  static Place placeOf(List<Frame> stack) {
    List<String> marks =
        stack.stream()
            .filter(frame -> frame.type().equals(Marks.class.getName()))
            .map(Frame::method)
            .filter(method -> !method.equals("enter"))
            .toList();
    if (marks.isEmpty()) {
      return stack.stream().anyMatch(IDLE::contains) ? new Place.Idle() : new Place.Elsewhere();
    }
    // The leaf-most mark must be whole: a deeper one may belong to an outer stretch.
    if (marks.size() < DIGITS + 2
        || !marks.get(0).equals("inside")
        || !marks.get(DIGITS + 1).equals("stretch")) {
      return new Place.Border();
    }
    int number = 0;
    for (String digit : marks.subList(1, DIGITS + 1)) {
      if (!digit.startsWith("d")) {
        return new Place.Border();
      }
      number = number << 4 | Integer.parseInt(digit.substring(1), 16);
    }
    return new Place.Stretch(number);
  }

  private static void inside(Runnable work) {
    work.run();
  }

  private static void enter(int number, int digits, Runnable work) {
    if (digits == 0) {
      inside(work);
      return;
    }
    int rest = number >>> 4;
    switch (number & 0xf) {
      case 0x0 -> d0(rest, digits - 1, work);
      case 0x1 -> d1(rest, digits - 1, work);
      case 0x2 -> d2(rest, digits - 1, work);
      case 0x3 -> d3(rest, digits - 1, work);
      case 0x4 -> d4(rest, digits - 1, work);
      case 0x5 -> d5(rest, digits - 1, work);
      case 0x6 -> d6(rest, digits - 1, work);
      case 0x7 -> d7(rest, digits - 1, work);
      case 0x8 -> d8(rest, digits - 1, work);
      case 0x9 -> d9(rest, digits - 1, work);
      case 0xa -> da(rest, digits - 1, work);
      case 0xb -> db(rest, digits - 1, work);
      case 0xc -> dc(rest, digits - 1, work);
      case 0xd -> dd(rest, digits - 1, work);
      case 0xe -> de(rest, digits - 1, work);
      default -> df(rest, digits - 1, work);
    }
  }

  private static void d0(int rest, int digits, Runnable work) {
    enter(rest, digits, work);
  }

  private static void d1(int rest, int digits, Runnable work) {
    enter(rest, digits, work);
  }

  private static void d2(int rest, int digits, Runnable work) {
    enter(rest, digits, work);
  }

  private static void d3(int rest, int digits, Runnable work) {
    enter(rest, digits, work);
  }

  private static void d4(int rest, int digits, Runnable work) {
    enter(rest, digits, work);
  }

  private static void d5(int rest, int digits, Runnable work) {
    enter(rest, digits, work);
  }

  private static void d6(int rest, int digits, Runnable work) {
    enter(rest, digits, work);
  }

  private static void d7(int rest, int digits, Runnable work) {
    enter(rest, digits, work);
  }

  private static void d8(int rest, int digits, Runnable work) {
    enter(rest, digits, work);
  }

  private static void d9(int rest, int digits, Runnable work) {
    enter(rest, digits, work);
  }

  private static void da(int rest, int digits, Runnable work) {
    enter(rest, digits, work);
  }

  private static void db(int rest, int digits, Runnable work) {
    enter(rest, digits, work);
  }

  private static void dc(int rest, int digits, Runnable work) {
    enter(rest, digits, work);
  }

  private static void dd(int rest, int digits, Runnable work) {
    enter(rest, digits, work);
  }

  private static void de(int rest, int digits, Runnable work) {
    enter(rest, digits, work);
  }

  private static void df(int rest, int digits, Runnable work) {
    enter(rest, digits, work);
  }
}
