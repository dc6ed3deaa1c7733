package dev.spanprofiles.stack.viewer.page;

import io.javalin.http.HttpStatus;

/** A request that cannot be answered with the page asked for; the page says why. */
public final class PageException extends RuntimeException {

  private final ProblemPage page;

  public PageException(ProblemPage page) {
    super(page.message());
    this.page = page;
  }

  public static PageException badParameter(String name, String value, String expected) {
    return new PageException(
        ProblemPage.of(
            HttpStatus.BAD_REQUEST,
            "The parameter “" + name + "” cannot be “" + value + "”.",
            "It takes " + expected + "."));
  }

  public static PageException badId(IllegalArgumentException e) {
    return new PageException(
        ProblemPage.of(
            HttpStatus.BAD_REQUEST,
            "This address has no valid id in it.",
            "Correct it: " + e.getMessage() + "."));
  }

  /** A set that has more spans than are looked into. */
  public static PageException tooManySpans(long spans, long most) {
    return new PageException(
        ProblemPage.of(
            HttpStatus.UNPROCESSABLE_CONTENT,
            Format.count(spans) + " spans are too many for this.",
            "It is made of at most "
                + Format.count(most)
                + " spans. Narrow the query or the time range."));
  }

  /** A trace or a span that is asked for by its id. */
  public static PageException notArrived() {
    return new PageException(
        new ProblemPage(
            HttpStatus.NOT_FOUND.getCode(),
            "There is no such trace or span.",
            "If its request has just ended, its spans may still be on their way: they are sent"
                + " every few seconds, and this page looks again by itself. If it is an old one, it"
                + " may have been deleted to make room for newer ones.",
            true));
  }

  public ProblemPage page() {
    return page;
  }
}
