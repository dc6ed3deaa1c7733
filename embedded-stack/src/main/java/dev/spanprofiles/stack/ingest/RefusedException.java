package dev.spanprofiles.stack.ingest;

/** A request of which nothing is stored, with the reason to answer. */
public final class RefusedException extends RuntimeException {

  private static final int MAX_LENGTH = 500;

  private final Refusal refusal;

  public RefusedException(Refusal refusal, String message) {
    // No stack trace: the sender is at fault, and the message says how. It may quote what was sent,
    // so that it is kept to one line of the log.
    super(oneLine(message), null, false, false);
    this.refusal = refusal;
  }

  private static String oneLine(String message) {
    String line = message.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
  }

  /** {@link Refusal#MALFORMED}. */
  public static RefusedException malformed(String message) {
    return new RefusedException(Refusal.MALFORMED, message);
  }

  /** {@link Refusal#TOO_LARGE}. */
  public static RefusedException tooLarge(String message) {
    return new RefusedException(Refusal.TOO_LARGE, message);
  }

  /** {@link Refusal#WRONG_TYPE}. */
  public static RefusedException wrongType(String message) {
    return new RefusedException(Refusal.WRONG_TYPE, message);
  }

  /** {@link Refusal#BUSY}. */
  public static RefusedException busy(String message) {
    return new RefusedException(Refusal.BUSY, message);
  }

  public Refusal refusal() {
    return refusal;
  }

  /** Never null here. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
