package dev.spanprofiles.stack;

/** The embedded stack cannot start; the message says why and what to do, for a person to read. */
public final class StartException extends RuntimeException {

  static StartException cannotListen(String host, int port, String name, Throwable cause) {
    return new StartException(
        "cannot listen on %s:%d for %s: is it taken by another program? Choose another port or address, see --help"
            .formatted(host, port, name),
        cause);
  }

  public StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
