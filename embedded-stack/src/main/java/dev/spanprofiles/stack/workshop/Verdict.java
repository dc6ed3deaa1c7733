package dev.spanprofiles.stack.workshop;

/**
 * What is said of an answer.
 *
 * @param known whether enough was stored to tell
 * @param sentence why it is right, what it does not explain, or what is missing to tell; with the
 *     figures of this moment
 */
public record Verdict(boolean right, boolean known, String sentence) {

  static Verdict right(String sentence) {
    return new Verdict(true, true, sentence);
  }

  static Verdict wrong(String sentence) {
    return new Verdict(false, true, sentence);
  }

  static Verdict unknown(String sentence) {
    return new Verdict(false, false, sentence);
  }

  /** In two words. */
  public String title() {
    return right ? "Right." : known ? "Not that." : "Not yet.";
  }
}
