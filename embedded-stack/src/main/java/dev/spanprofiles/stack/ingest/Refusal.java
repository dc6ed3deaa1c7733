package dev.spanprofiles.stack.ingest;

/**
 * Why a request is not stored, as each protocol says it. The codes are those of {@code google.rpc},
 * which gRPC, OTLP/HTTP (as a number) and Connect (as a word) share.
 */
public enum Refusal {
  /** It cannot be read, and sending it again will not help. */
  MALFORMED(400, Code.INVALID_ARGUMENT),
  /** A page of another site had a browser send it. */
  CROSS_SITE(403, Code.PERMISSION_DENIED),
  /** What it brings is of a kind that is not stored here. */
  NOT_STORED_HERE(404, Code.UNIMPLEMENTED),
  WRONG_METHOD(405, Code.UNIMPLEMENTED),
  /** It is over a limit. */
  TOO_LARGE(413, Code.RESOURCE_EXHAUSTED),
  /** Its type or encoding is none that is read here. */
  WRONG_TYPE(415, Code.INVALID_ARGUMENT),
  /** It is meant for a server of another name. */
  MISDIRECTED(421, Code.PERMISSION_DENIED),
  /** It is lost, and not by the sender's fault. */
  FAILED(500, Code.INTERNAL),
  /** It may be sent again. */
  BUSY(503, Code.UNAVAILABLE);

  /** Those in use here, with their numbers in {@code google/rpc/code.proto}. */
  public enum Code {
    INVALID_ARGUMENT(3),
    PERMISSION_DENIED(7),
    RESOURCE_EXHAUSTED(8),
    UNIMPLEMENTED(12),
    INTERNAL(13),
    UNAVAILABLE(14);

    private final int number;

    Code(int number) {
      this.number = number;
    }

    public int number() {
      return number;
    }
  }

  private final int httpStatus;
  private final Code code;

  Refusal(int httpStatus, Code code) {
    this.httpStatus = httpStatus;
    this.code = code;
  }

  public int httpStatus() {
    return httpStatus;
  }

  public Code code() {
    return code;
  }
}
