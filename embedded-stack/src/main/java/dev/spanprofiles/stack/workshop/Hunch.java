package dev.spanprofiles.stack.workshop;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A wrong answer that many people give, and what it does not explain.
 *
 * @param answer a regular expression that finds it in what was answered, in any case
 */
public record Hunch(String answer, String says) {

  boolean matches(String given) {
    return Pattern.compile(answer, Pattern.CASE_INSENSITIVE)
        .matcher(given.strip().toLowerCase(Locale.ROOT))
        .find();
  }
}
