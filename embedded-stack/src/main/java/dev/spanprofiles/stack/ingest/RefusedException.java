package dev.spanprofiles.stack.ingest;

/** A request that is not stored, with the HTTP status and the reason to answer. */
public final class RefusedException extends RuntimeException {

  private static final int MAX_LENGTH = 500;

  private final int status;

  private RefusedException(int status, String message) {
    // No stack trace: the sender is at fault, and the message says how. It may quote what was sent,
    // so that it is kept to one line of the log.
    super(oneLine(message), null, false, false);
    this.status = status;
  }

  private static String oneLine(String message) {
    String line = message.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
  }

  /** 400: it cannot be read, and sending it again will not help. */
  public static RefusedException malformed(String message) {
    return new RefusedException(400, message);
  }

  /** 405. */
  public static RefusedException wrongMethod(String message) {
    return new RefusedException(405, message);
  }

  /** 413: it is over a limit. */
  public static RefusedException tooLarge(String message) {
    return new RefusedException(413, message);
  }

  /** 415: the type or encoding is none that is read here. */
  public static RefusedException wrongType(String message) {
    return new RefusedException(415, message);
  }

  /** 503: it may be sent again. */
  public static RefusedException busy(String message) {
    return new RefusedException(503, message);
  }

  /** 500: it is lost, and not by the sender's fault. */
  public static RefusedException failed(String message) {
    return new RefusedException(500, message);
  }

  public int status() {
    return status;
  }

  /** Never null here. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
