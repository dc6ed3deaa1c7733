package dev.spanprofiles.recordings;

/** What a recording stands for is more than its reader wants. */
public final class RecordingTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RecordingTooLargeException(String message) {
    super(message);
  }
}
