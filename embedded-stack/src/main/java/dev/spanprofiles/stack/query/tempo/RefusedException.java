package dev.spanprofiles.stack.query.tempo;

/** A call that cannot be answered; the message becomes the body, as plain text. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  RefusedException(int status, String message) {
    super(message);
    this.status = status;
  }

  static RefusedException badRequest(String message) {
    return new RefusedException(400, message);
  }

  int status() {
    return status;
  }
}
