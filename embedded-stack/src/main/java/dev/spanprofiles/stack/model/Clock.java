package dev.spanprofiles.stack.model;

import java.time.Instant;
import java.time.InstantSource;

/** What time it is, as spans and samples count it. */
public record Clock(InstantSource source) {

  public static final Clock SYSTEM = new Clock(InstantSource.system());

  /** Nanoseconds since the epoch. */
  public long nanos() {
    Instant now = source.instant();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  public Instant instant() {
    return source.instant();
  }
}
