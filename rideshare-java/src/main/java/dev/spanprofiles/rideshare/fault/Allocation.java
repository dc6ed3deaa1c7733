package dev.spanprofiles.rideshare.fault;

import dev.spanprofiles.rideshare.Vehicle;
import dev.spanprofiles.rideshare.incident.Fault;
import dev.spanprofiles.rideshare.incident.Trip;
import dev.spanprofiles.rideshare.vehicle.Drivers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * The driver check makes a board of who is on duty, boxed and copied, and keeps the last few. The
 * collector has to copy what is kept, and stops every request for it, whether it allocates or not.
 */
final class Allocation implements Fault {

  /** Minutes between two columns of a board. */
  private static final int STEP = 2;

  private static final int BOARDS_KEPT = 4;

  private final Drivers drivers;
  private final Deque<List<List<Integer>>> boards = new ArrayDeque<>();

  Allocation(Drivers drivers) {
    this.drivers = drivers;
  }

  @Override
  public String kind() {
    return "allocation";
  }

  @Override
  public Set<Vehicle> vehicles() {
    return Set.of(Vehicle.CAR);
  }

  @Override
  public String step() {
    return "CheckDriverAvailability";
  }

  @Override
  public void goWrong(Trip trip) {
    List<List<Integer>> board = new ArrayList<>();
    int end = trip.minute() + Drivers.CHECKED_MINUTES;
    for (int minute = trip.minute(); minute < end; minute += STEP) {
      board.add(onDuty(drivers.shifts(), minute));
    }
    keep(board);
    int best = 0;
    for (int column = 0; column < board.size(); column++) {
      best = board.get(column).size() > board.get(best).size() ? column : best;
    }
    trip.bestMinute(trip.minute() + best * STEP);
  }

  private static List<Integer> onDuty(int[] current, int minute) {
    int[] shifts = current.clone();
    List<Integer> drivers = new ArrayList<>();
    for (int driver = 0; driver < shifts.length; driver++) {
      if (Drivers.isOnDuty(shifts[driver], minute)) {
        drivers.add(driver);
      }
    }
    return drivers;
  }

  private void keep(List<List<Integer>> board) {
    synchronized (boards) {
      boards.addLast(board);
      if (boards.size() > BOARDS_KEPT) {
        boards.removeFirst();
      }
    }
  }

  /** Counts, and keeps nothing. */
  @Override
  public void goRight(Trip trip) {
    int[] shifts = drivers.shifts();
    int best = trip.minute();
    int most = -1;
    int end = trip.minute() + Drivers.CHECKED_MINUTES;
    for (int minute = trip.minute(); minute < end; minute += STEP) {
      int onDuty = Drivers.onDuty(shifts, minute);
      if (onDuty > most) {
        most = onDuty;
        best = minute;
      }
    }
    trip.bestMinute(best);
  }
}
