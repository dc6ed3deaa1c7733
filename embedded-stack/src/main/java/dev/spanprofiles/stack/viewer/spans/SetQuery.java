package dev.spanprofiles.stack.viewer.spans;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.traceql.TraceQl;
import dev.spanprofiles.stack.traceql.TraceQlException;
import dev.spanprofiles.stack.viewer.page.PageException;
import dev.spanprofiles.stack.viewer.page.ProblemPage;
import io.javalin.http.HttpStatus;
import java.util.Optional;

/**
 * Which spans a set has, in TraceQL. It is kept as it was written, and narrowed as text, so that an
 * address stays what people can read and change.
 */
record SetQuery(String text) {

  static final SetQuery ALL = new SetQuery("{ }");

  /** A blank text, as forms send it, is every span. */
  static SetQuery of(String text) {
    return text.isBlank() ? ALL : new SetQuery(text.strip());
  }

  /**
   * The spans it selects.
   *
   * @throws PageException 400 with what is wrong, and where
   */
  SpanFilter filter() {
    try {
      return TraceQl.parse(text).filter();
    } catch (TraceQlException e) {
      throw new PageException(
          ProblemPage.of(
              HttpStatus.BAD_REQUEST,
              "This is not a query that can be answered: " + text,
              "It takes TraceQL, such as { resource.service.name = \"checkout\" && duration > 100ms"
                  + " }. "
                  + e.getMessage()));
    }
  }

  /** The condition between its braces; empty if it is more than one pair of braces. */
  Optional<String> inner() {
    if (!isOneSpanset()) {
      return Optional.empty();
    }
    String inner = text.substring(1, text.length() - 1).strip();
    return Optional.of(inner.isEmpty() ? "true" : inner);
  }

  /** Those of its spans that meet a condition, too. */
  SetQuery and(String condition) {
    if (!isOneSpanset()) {
      return new SetQuery(text + " | { " + condition + " }");
    }
    String inner = text.substring(1, text.length() - 1).strip();
    if (inner.isEmpty()) {
      return new SetQuery("{ " + condition + " }");
    }
    // And binds no tighter than or in TraceQL, where both are of equal rank.
    String left = hasOutsideOfStrings(inner, "||") ? "(" + inner + ")" : inner;
    String right = hasOutsideOfStrings(condition, "||") ? "(" + condition + ")" : condition;
    return new SetQuery("{ " + left + " && " + right + " }");
  }

  /** The condition that a field has a value; empty where TraceQL has no way to say it. */
  static Optional<String> equal(SpanFilter.Field field, AttributeValue value) {
    if (value instanceof AttributeValue.Composite) {
      return Optional.empty();
    }
    return Optional.of(FieldText.name(field) + " = " + FieldText.value(field, value));
  }

  private boolean isOneSpanset() {
    return text.startsWith("{")
        && text.endsWith("}")
        && !hasOutsideOfStrings(text.substring(1, text.length() - 1), "}");
  }

  /** Whether the text has the mark, leaving out strings. */
  private static boolean hasOutsideOfStrings(String text, String mark) {
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == '\\' && quote == '"') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '"' || c == '`') {
        quote = c;
      } else if (text.startsWith(mark, i)) {
        return true;
      }
    }
    return false;
  }
}
