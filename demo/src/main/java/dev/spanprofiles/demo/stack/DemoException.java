package dev.spanprofiles.demo.stack;

/** The demo cannot go on; the message is the one sentence that the user reads. */
public final class DemoException extends RuntimeException {

  /** Says {@code message}. */
  public DemoException(String message) {
    super(message);
  }
}
