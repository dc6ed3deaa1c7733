package dev.spanprofiles.it.truth;

/** What the judge says of a sample. */
enum Outcome {
  /** Due an id, and has it. */
  RIGHT,
  /** Due an id, has another span's. */
  OTHER,
  /** Due an id, has none. */
  LOST,
  /** Due none, has none. */
  CLEAN,
  /** Due none, has one. */
  LEAKED,
  /** Entering or leaving a stretch: its truth cannot be read, so it is not judged. */
  BORDER,
  /** In no stretch, so not judged. */
  UNMARKED
}
