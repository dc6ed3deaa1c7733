package dev.spanprofiles.rideshare.fault;

import dev.spanprofiles.rideshare.Vehicle;
import dev.spanprofiles.rideshare.incident.Fault;
import dev.spanprofiles.rideshare.incident.Trip;
import io.opentelemetry.api.trace.Span;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pattern that tries each way to divide a note into four before it gives up. Most notes are short
 * or match at once; those of one tenant are long and never do.
 */
final class RegexBacktracking implements Fault {

  private static final Pattern SLOW = Pattern.compile("(.*)[ ,](.*)[ ,](.*)[ ,](.*)#(\\d+)");

  /** What stands between is of no interest, and nothing that was read is given back. */
  private static final Pattern QUICK = Pattern.compile("[^#]*+#(\\d++)");

  @Override
  public String kind() {
    return "regex-backtracking";
  }

  @Override
  public Set<Vehicle> vehicles() {
    return EnumSet.allOf(Vehicle.class);
  }

  @Override
  public String step() {
    return "ReadNote";
  }

  @Override
  public void goWrong(Trip trip) {
    Span.current().setAttribute("note.bell", bellSlowly(trip.note()));
  }

  @Override
  public void goRight(Trip trip) {
    Span.current().setAttribute("note.bell", bellQuickly(trip.note()));
  }

  static String bellSlowly(String note) {
    return bell(SLOW.matcher(note), 5);
  }

  static String bellQuickly(String note) {
    return bell(QUICK.matcher(note), 1);
  }

  private static String bell(Matcher note, int group) {
    return note.matches() ? note.group(group) : "none";
  }
}
