package dev.spanprofiles.stack.viewer.page;

import io.javalin.http.HttpStatus;
import java.util.Optional;

/**
 * What an address answers with: the same model for people, as HTML, and for programs, as JSON. Its
 * JSON is a contract, described in {@code docs/json.md}; its template is not.
 */
public interface Page {

  /** The template that draws it, without {@code .jte}; its one parameter is this page. */
  String template();

  /** What {@code Accept: application/json} gets: maps, lists, texts and numbers. */
  Object json();

  /** What {@code Accept: text/plain} gets, for a terminal; empty if it is not for one. */
  default Optional<String> text() {
    return Optional.empty();
  }

  /** The status it is answered with. */
  default int status() {
    return HttpStatus.OK.getCode();
  }
}
