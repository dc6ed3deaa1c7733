package dev.spanprofiles.rideshare.vehicle;

import dev.spanprofiles.rideshare.Vehicle;
import dev.spanprofiles.rideshare.incident.Incident;
import dev.spanprofiles.rideshare.incident.Incidents;
import java.util.Random;

/**
 * The drivers of a region and the shift each works every week; thread-safe.
 *
 * <p>One lock guards the shifts, as a single table in a database would: every check needs it, and
 * so do the heartbeats of the drivers.
 */
final class Drivers {

  private static final int DRIVERS = 12_000;
  private static final int MINUTES_OF_WEEK = 7 * 24 * 60;
  private static final int SHIFT = 8 * 60;

  /** How far a usual check looks ahead. */
  private static final int CHECKED_MINUTES = 12 * 60;

  private final Object lock = new Object();
  private final Incidents incidents;
  private final Random random;
  private int[] shiftStarts;

  Drivers(long seed, Incidents incidents) {
    this.incidents = incidents;
    random = new Random(seed);
    shiftStarts = random.ints(DRIVERS, 0, MINUTES_OF_WEEK).toArray();
  }

  /**
   * Returns the minute, {@code now} or later, at which most drivers are on duty; minutes count from
   * the start of the week. About 15 ms of CPU when all is well.
   */
  int checkDriverAvailability(Vehicle vehicle, int now) {
    if (incidents.isActive(Incident.Kind.MUTEX_LOCK, vehicle)) {
      return mutexLock(now);
    }
    if (incidents.isActive(Incident.Kind.ALLOCATION, vehicle)) {
      return copyShifts(now);
    }
    int[] snapshot;
    synchronized (lock) {
      snapshot = shiftStarts;
    }
    return bestMinute(snapshot, now, CHECKED_MINUTES);
  }

  /**
   * The incident: looks through the whole week, and holds the lock all the while, about 200 ms of
   * CPU. Other checks and the heartbeats wait.
   */
  private int mutexLock(int now) {
    synchronized (lock) {
      return bestMinute(shiftStarts, now, MINUTES_OF_WEEK);
    }
  }

  /** The incident: copies all shifts for each minute, about 35 MB. */
  private int copyShifts(int now) {
    int best = now;
    int most = -1;
    for (int minute = now; minute < now + CHECKED_MINUTES; minute++) {
      int[] copy;
      synchronized (lock) {
        copy = shiftStarts.clone();
      }
      int onDuty = onDuty(copy, minute);
      if (onDuty > most) {
        most = onDuty;
        best = minute;
      }
    }
    return best;
  }

  /** A driver reports a new shift; copies on write, so that a check needs the lock only briefly. */
  void heartbeat() {
    synchronized (lock) {
      int[] next = shiftStarts.clone();
      next[random.nextInt(DRIVERS)] = random.nextInt(MINUTES_OF_WEEK);
      shiftStarts = next;
    }
  }

  private static int bestMinute(int[] shiftStarts, int from, int minutes) {
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

  private static int onDuty(int[] shiftStarts, int minute) {
    int onDuty = 0;
    for (int start : shiftStarts) {
      if (Math.floorMod(minute - start, MINUTES_OF_WEEK) < SHIFT) {
        onDuty++;
      }
    }
    return onDuty;
  }
}
