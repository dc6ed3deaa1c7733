package dev.spanprofiles.rideshare.fault;

import dev.spanprofiles.rideshare.Vehicle;
import dev.spanprofiles.rideshare.incident.Fault;
import dev.spanprofiles.rideshare.incident.Trip;
import io.opentelemetry.api.trace.Span;
import java.util.EnumSet;
import java.util.Set;

/**
 * Words that may be house numbers are parsed, and an exception says that they are none. Making one
 * walks the whole stack, which is deep in a server.
 */
final class ExceptionFlow implements Fault {

  private static final String[] STREET = {"North", "Elm", "Quay", "Mill", "rear", "gate", "12"};

  private static final int ADDRESSES = 900;

  @Override
  public String kind() {
    return "exception-flow";
  }

  @Override
  public Set<Vehicle> vehicles() {
    return EnumSet.allOf(Vehicle.class);
  }

  @Override
  public String step() {
    return "ReadAddresses";
  }

  @Override
  public void goWrong(Trip trip) {
    long houses = 0;
    for (int address = 0; address < ADDRESSES; address++) {
      for (String word : STREET) {
        try {
          houses += Integer.parseInt(word);
        } catch (NumberFormatException e) {
          // A name, not a number.
        }
      }
    }
    Span.current().setAttribute("address.houses", houses);
  }

  @Override
  public void goRight(Trip trip) {
    long houses = 0;
    for (int address = 0; address < ADDRESSES; address++) {
      for (String word : STREET) {
        if (word.chars().allMatch(Character::isDigit)) {
          houses += Integer.parseInt(word);
        }
      }
    }
    Span.current().setAttribute("address.houses", houses);
  }
}
