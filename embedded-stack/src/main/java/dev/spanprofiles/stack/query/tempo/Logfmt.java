package dev.spanprofiles.stack.query.tempo;

import dev.spanprofiles.stack.traceql.StringLiteral;
import java.util.LinkedHashMap;
import java.util.Map;

/** The form of Tempo's older {@code tags} parameter: {@code service.name=checkout name="a b"}. */
final class Logfmt {

  private final String text;
  private int at;

  private Logfmt(String text) {
    this.text = text;
  }

  static Map<String, String> parse(String text) throws TempoException {
    return new Logfmt(text).parse();
  }

  private Map<String, String> parse() throws TempoException {
    Map<String, String> pairs = new LinkedHashMap<>();
    while (skipSpace()) {
      int start = at;
      String key = readBare();
      if (key.isEmpty()) {
        throw TempoException.badRequest(
            "invalid tags: unexpected '%c' at pos %d".formatted(text.charAt(start), start + 1));
      }
      String value = "";
      if (at < text.length() && text.charAt(at) == '=') {
        at++;
        value = readValue();
      }
      if (pairs.put(key, value) != null) {
        throw TempoException.badRequest("invalid tags: tag " + key + " has been set twice");
      }
    }
    return pairs;
  }

  private boolean skipSpace() {
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
    return at < text.length();
  }

  private String readBare() {
    int start = at;
    while (at < text.length() && text.charAt(at) > ' ' && "=\"".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at);
  }

  private String readValue() throws TempoException {
    if (at == text.length() || text.charAt(at) != '"') {
      return readBare();
    }
    try {
      StringLiteral literal = StringLiteral.read(text, at);
      at = literal.end();
      return literal.value();
    } catch (StringLiteral.MalformedException e) {
      throw TempoException.badRequest(
          "invalid tags: %s at pos %d".formatted(e.why(), e.offset() + 1));
    }
  }
}
