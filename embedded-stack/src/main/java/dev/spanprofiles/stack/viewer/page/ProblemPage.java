package dev.spanprofiles.stack.viewer.page;

import io.javalin.http.HttpStatus;
import java.util.Optional;

/**
 * A page that says what went wrong.
 *
 * @param message what was wrong
 * @param advice what to do about it
 * @param mayArrive whether it is worth looking again
 */
public record ProblemPage(int status, String message, String advice, boolean mayArrive)
    implements Page {

  public static ProblemPage of(HttpStatus status, String message, String advice) {
    return new ProblemPage(status.getCode(), message, advice, false);
  }

  @Override
  public String template() {
    return "page/problem";
  }

  @Override
  public Optional<String> text() {
    return Optional.of(message + " " + advice + "\n");
  }

  @Override
  public Object json() {
    return Json.object("status", status, "error", message, "advice", advice);
  }
}
