package dev.spanprofiles.stack.viewer;

import io.javalin.http.HttpStatus;

/**
 * A page that says what went wrong.
 *
 * @param message what was wrong
 * @param advice what to do about it
 * @param mayArrive whether it is worth looking again
 */
record ProblemPage(int status, String message, String advice, boolean mayArrive) {

  static ProblemPage of(HttpStatus status, String message, String advice) {
    return new ProblemPage(status.getCode(), message, advice, false);
  }
}
