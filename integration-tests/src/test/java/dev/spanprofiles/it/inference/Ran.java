package dev.spanprofiles.it.inference;

/**
 * Says in the stack which span works. The workload's JVM must not inline these methods ({@link
 * #JVM_OPTION}): a profiler maps an instruction of inlined code to the nearest debug record, which
 * can be the neighbour's.
 */
public final class Ran {

  public static final String JVM_OPTION =
      "-XX:CompileCommand=dontinline," + Ran.class.getName() + "::*";

  private static volatile long sink;

  private Ran() {}

  /** A task that may throw. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  static void inRequest(Work work) throws Exception {
    work.run();
  }

  static void inFirst(Work work) throws Exception {
    work.run();
  }

  static void inSecond(Work work) throws Exception {
    work.run();
  }

  /** Arithmetic, some 60 ms of it: an amount, so that a busy machine only takes longer. */
  static void burn() {
    long sum = sink;
    for (int i = 0; i < 70_000_000; i++) {
      sum = sum * 31 + i;
    }
    sink = sum;
  }
}
