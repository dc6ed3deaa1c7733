package dev.spanprofiles.stack.query.tempo;

/** With spans that were made for what is asked of them. */
class SameAsTempoTest extends SameAsTempoContract {

  SameAsTempoTest() {
    super("");
  }
}
