package dev.spanprofiles.stack.query.tempo;

/** A call that cannot be answered; the message becomes the body, as plain text. */
final class TempoException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  TempoException(int status, String message) {
    super(message);
    this.status = status;
  }

  static TempoException badRequest(String message) {
    return new TempoException(400, message);
  }

  int status() {
    return status;
  }
}
