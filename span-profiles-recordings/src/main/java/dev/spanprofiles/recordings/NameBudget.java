package dev.spanprofiles.recordings;

/** How long all names of a recording may still become. */
final class NameBudget {

  private final long max;
  private long used;

  NameBudget(long max) {
    this.max = max;
  }

  /**
   * Takes what a name needs.
   *
   * @throws RecordingTooLargeException if there is not so much left
   */
  void take(long chars) {
    used += chars;
    if (used > max) {
      throw new RecordingTooLargeException(
          "the names of functions come to more than " + max + " characters");
    }
  }
}
