package dev.spanprofiles;

/** Span profiles cannot work here; the message tells the user why and what to do. */
final class UnavailableException extends RuntimeException {

  UnavailableException(String message) {
    super(message);
  }
}
