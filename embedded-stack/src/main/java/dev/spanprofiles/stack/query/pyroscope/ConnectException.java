package dev.spanprofiles.stack.query.pyroscope;

import java.util.Locale;

/** An error as the Connect protocol has it: a code, which decides the HTTP status, and a text. */
final class ConnectException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Those in use here of connectrpc.com/docs/protocol, "Error codes". */
  enum Code {
    INVALID_ARGUMENT(400),
    RESOURCE_EXHAUSTED(429),
    UNIMPLEMENTED(501),
    INTERNAL(500);

    final int status;

    Code(int status) {
      this.status = status;
    }

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Code code;

  ConnectException(Code code, String message) {
    super(message);
    this.code = code;
  }

  static ConnectException invalid(String message) {
    return new ConnectException(Code.INVALID_ARGUMENT, message);
  }

  Code code() {
    return code;
  }
}
