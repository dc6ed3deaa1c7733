package dev.spanprofiles.rideshare.vehicle;

import java.util.Random;
import java.util.function.ToIntFunction;

/**
 * The drivers of a region and the shift each works every week; thread-safe.
 *
 * <p>One lock guards the shifts, as a single table in a database would: every check needs it, and
 * so do the heartbeats of the drivers.
 */
public final class Drivers {

  /** A week has as many minutes. */
  public static final int MINUTES_OF_WEEK = 7 * 24 * 60;

  /** How far a usual check looks ahead, in minutes. */
  public static final int CHECKED_MINUTES = 12 * 60;

  private static final int DRIVERS = 12_000;
  private static final int SHIFT = 8 * 60;

  private final Object lock = new Object();
  private final Random random;
  private int[] shiftStarts;

  /** The drivers of a seed. */
  public Drivers(long seed) {
    random = new Random(seed);
    shiftStarts = random.ints(DRIVERS, 0, MINUTES_OF_WEEK).toArray();
  }

  /**
   * Returns the minute, {@code now} or later, at which most drivers are on duty; minutes count from
   * the start of the week. About 15 ms of CPU.
   */
  int checkDriverAvailability(int now) {
    return bestMinute(shifts(), now, CHECKED_MINUTES);
  }

  /** Returns the minute at which each driver's shift starts; nobody may change it. */
  public int[] shifts() {
    synchronized (lock) {
      return shiftStarts;
    }
  }

  /** Runs {@code work} on the shifts while nobody else can read or change them. */
  public int whileLocked(ToIntFunction<int[]> work) {
    synchronized (lock) {
      return work.applyAsInt(shiftStarts);
    }
  }

  /** A driver reports a new shift; copies on write, so that a check needs the lock only briefly. */
  void heartbeat() {
    synchronized (lock) {
      int[] next = shiftStarts.clone();
      next[random.nextInt(DRIVERS)] = random.nextInt(MINUTES_OF_WEEK);
      shiftStarts = next;
    }
  }

  /** Returns the minute at which most drivers are on duty, among {@code minutes} of them. */
  public static int bestMinute(int[] shiftStarts, int from, int minutes) {
    int best = from;
    int most = -1;
    for (int minute = from; minute < from + minutes; minute++) {
      int onDuty = onDuty(shiftStarts, minute);
      if (onDuty > most) {
        most = onDuty;
        best = minute;
      }
    }
    return best;
  }

  /** Returns how many drivers are on duty at {@code minute}. */
  public static int onDuty(int[] shiftStarts, int minute) {
    int onDuty = 0;
    for (int start : shiftStarts) {
      if (isOnDuty(start, minute)) {
        onDuty++;
      }
    }
    return onDuty;
  }

  /** Returns whether a driver whose shift starts at {@code start} is on duty at {@code minute}. */
  public static boolean isOnDuty(int start, int minute) {
    return Math.floorMod(minute - start, MINUTES_OF_WEEK) < SHIFT;
  }
}
