package dev.spanprofiles.rideshare.fault;

import dev.spanprofiles.rideshare.vehicle.Drivers;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The drivers' records that a neighbouring region asks for. */
@ConditionalOnProperty(name = "rideshare.role", havingValue = "ride-sharing-app")
@RestController
final class DriverRecords {

  private static final int MAX = 100;

  private final Drivers drivers;

  DriverRecords(Drivers drivers) {
    this.drivers = drivers;
  }

  @GetMapping("/drivers/{id}")
  DriverRecord one(@PathVariable("id") int id) {
    int[] shifts = drivers.shifts();
    return new DriverRecord(id, shifts[Math.floorMod(id, shifts.length)]);
  }

  @GetMapping("/drivers")
  List<DriverRecord> many(@RequestParam("ids") List<Integer> ids) {
    if (ids.size() > MAX) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST, "%d drivers; at most %d are allowed".formatted(ids.size(), MAX));
    }
    return ids.stream().map(this::one).toList();
  }

  /**
   * A driver.
   *
   * @param shiftStart minute of the week
   */
  record DriverRecord(int id, int shiftStart) {}
}
