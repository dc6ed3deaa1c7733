package dev.spanprofiles;

/**
 * The profiler whose samples are labelled. It keeps labels per OS thread; both setters act on the
 * calling thread and last until the next call on it.
 *
 * <p>Implementations are called from any thread, on the hot path, and must not allocate.
 */
interface Profiler {

  /** Whether samples are being taken now. Asked once for each local root that starts. */
  boolean isRunning();

  /**
   * Registers a span name for {@link #setSpan}. What was registered is never freed.
   *
   * @return the name's id, greater than 0
   */
  long registerName(String name);

  /**
   * Labels the samples of the calling thread with a span.
   *
   * @param spanId the span id as an unsigned 64 bit number, 0 for none
   * @param nameId what {@link #registerName} returned, 0 for none
   */
  void setSpan(long spanId, long nameId);

  /** Labels them with a trace: both halves of the 128 bit trace id, 0 and 0 for none. */
  void setTrace(long high, long low);

  ProfilerStatus status();

  /** The spans are at their end: has what was recorded sent, if it is up to this library. */
  default void close() {}
}
