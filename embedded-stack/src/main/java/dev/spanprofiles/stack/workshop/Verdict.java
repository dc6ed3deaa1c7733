package dev.spanprofiles.stack.workshop;

/**
 * What is said of an answer.
 *
 * @param sentence why it is right, or what it does not explain; with the figures of this moment
 */
public record Verdict(boolean right, String sentence) {

  static Verdict right(String sentence) {
    return new Verdict(true, sentence);
  }

  static Verdict wrong(String sentence) {
    return new Verdict(false, sentence);
  }
}
