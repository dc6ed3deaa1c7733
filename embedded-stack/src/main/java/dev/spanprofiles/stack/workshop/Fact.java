package dev.spanprofiles.stack.workshop;

/** What is true right now, as an answer can be held against it. */
public interface Fact {

  /** Whether enough was stored to tell. */
  default boolean isKnown() {
    return true;
  }

  Verdict check(String answer);

  /**
   * There is not enough to tell, so no answer is right.
   *
   * @param why what is missing, for a person to read
   */
  record Unknown(String why) implements Fact {

    @Override
    public boolean isKnown() {
      return false;
    }

    @Override
    public Verdict check(String answer) {
      return Verdict.unknown(why);
    }
  }
}
