package dev.spanprofiles.stack.traceql;

/** A TraceQL query cannot be answered; the message says why and where, worded as Tempo does. */
public final class TraceQlException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Lines and columns are counted from 1, columns in characters. */
  TraceQlException(String query, int offset, String message) {
    super(
        "parse error at line %d, col %d: %s"
            .formatted(
                1 + query.substring(0, offset).chars().filter(c -> c == '\n').count(),
                offset - query.lastIndexOf('\n', offset - 1),
                message));
  }
}
