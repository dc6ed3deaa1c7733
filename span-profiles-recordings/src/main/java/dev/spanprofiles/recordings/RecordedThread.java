package dev.spanprofiles.recordings;

/**
 * The thread that a sample was taken of; of a virtual thread it is the carrier. A chunk has one
 * object for each, so that they can be told apart by identity.
 *
 * @param id the operating system's; 0 if it is not known
 * @param name empty if it is not known; threads may share it
 */
public record RecordedThread(long id, String name, State state) {

  /** What the thread did, where the profiler says so: samples of wall time do. */
  public enum State {
    UNKNOWN,
    RUNNABLE,
    SLEEPING;

    static State of(String name) {
      return switch (name) {
        case "STATE_RUNNABLE" -> RUNNABLE;
        case "STATE_SLEEPING" -> SLEEPING;
        default -> UNKNOWN;
      };
    }
  }
}
