package dev.spanprofiles.internal.upload;

import org.jspecify.annotations.Nullable;

/** Sends profiles of one kind. */
public interface Delivery<T> {

  /**
   * Sends a profile, and waits until that is done or given up.
   *
   * @return why it did not arrive whole; null if it did
   * @throws InterruptedException if the time for it is over
   */
  @Nullable String deliver(T profile) throws InterruptedException;
}
