package dev.spanprofiles.it.truth;

import java.util.Locale;

/** Which span owns a sample: rule 2 of span-profiles/RULES.md. */
enum Mode {
  /** The local root of the current span. */
  ROOT,
  /** The current span itself. */
  ALL;

  boolean rootSpanOnly() {
    return this == ROOT;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
