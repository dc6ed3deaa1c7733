package dev.spanprofiles.demo;

/** The demo cannot go on; the message is the one sentence that the user reads. */
final class DemoException extends RuntimeException {

  DemoException(String message) {
    super(message);
  }
}
