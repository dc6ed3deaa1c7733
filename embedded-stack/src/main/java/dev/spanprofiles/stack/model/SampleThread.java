package dev.spanprofiles.stack.model;

/**
 * The thread that a sample was taken of. Of a virtual thread it is the carrier.
 *
 * @param id the operating system's; 0 if it is not known
 * @param name as the profiler gives it, empty if it is not known; threads may share it
 */
public record SampleThread(long id, String name, State state) {

  public static final SampleThread UNKNOWN = new SampleThread(0, "", State.UNKNOWN);

  /** What the thread did, where the profiler says so: samples of wall time do. */
  public enum State {
    UNKNOWN,
    /** On a CPU, or ready to be. */
    RUNNABLE,
    /** Waiting for anything else than a CPU. */
    SLEEPING
  }
}
