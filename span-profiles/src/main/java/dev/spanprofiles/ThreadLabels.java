package dev.spanprofiles;

import org.jspecify.annotations.Nullable;

/** What the samples of one thread are labelled with. Used by that thread only. */
sealed interface ThreadLabels permits PlatformThreadLabels, VirtualThreadLabels {

  /** The owner last asked for. */
  @Nullable Owner shown();

  /** From now on this thread's samples belong to the owner, or to no span if it is null. */
  void show(@Nullable Owner owner);

  /** Shows the owner's name as it is now: no hook tells of a rename. */
  void refreshName();

  /**
   * When an owner was last credited with the CPU time it used here, on {@code nanoTime}'s clock; 0
   * if no times are told.
   */
  long settledAt();
}
