package dev.spanprofiles.stack.viewer;

import io.javalin.http.HttpStatus;

/** A request that cannot be answered with the page asked for; the page says why. */
final class PageException extends RuntimeException {

  private final ProblemPage page;

  PageException(ProblemPage page) {
    super(page.message());
    this.page = page;
  }

  static PageException badParameter(String name, String value, String expected) {
    return new PageException(
        ProblemPage.of(
            HttpStatus.BAD_REQUEST,
            "The parameter “" + name + "” cannot be “" + value + "”.",
            "It takes " + expected + "."));
  }

  static PageException badId(IllegalArgumentException e) {
    return new PageException(
        ProblemPage.of(
            HttpStatus.BAD_REQUEST,
            "This address has no valid id in it.",
            "Correct it: " + e.getMessage() + "."));
  }

  /**
   * @param what a trace or a span
   */
  static PageException notArrived(String what, String id) {
    return new PageException(
        new ProblemPage(
            HttpStatus.NOT_FOUND.getCode(),
            "There is no " + what + " " + id + ".",
            "If its request has just ended, its spans may still be on their way: they are sent"
                + " every few seconds, and this page looks again by itself. If it is an old one, it"
                + " may have been deleted to make room for newer ones.",
            true));
  }

  ProblemPage page() {
    return page;
  }
}
