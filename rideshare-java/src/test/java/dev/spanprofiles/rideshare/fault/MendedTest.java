package dev.spanprofiles.rideshare.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.rideshare.Tenant;
import dev.spanprofiles.rideshare.Vehicle;
import dev.spanprofiles.rideshare.incident.Fault;
import dev.spanprofiles.rideshare.incident.Trip;
import dev.spanprofiles.rideshare.vehicle.Drivers;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A step that is mended finds what the wrong one finds. */
class MendedTest {

  private final Drivers drivers = new Drivers(1);

  @Test
  void allocation() {
    Trip wrong = trip();
    Trip right = trip();
    Fault fault = new Allocation(drivers);
    fault.goWrong(wrong);
    fault.goRight(right);
    assertThat(wrong.bestMinute()).isEqualTo(right.bestMinute()).isGreaterThanOrEqualTo(600);
  }

  @ParameterizedTest
  @EnumSource(Tenant.class)
  void regexBacktracking(Tenant tenant) {
    assertThat(RegexBacktracking.bellSlowly(tenant.note()))
        .isEqualTo(RegexBacktracking.bellQuickly(tenant.note()));
  }

  @Test
  void onlyOneTenantHasNoBell() {
    assertThat(Tenant.values())
        .filteredOn(tenant -> RegexBacktracking.bellQuickly(tenant.note()).equals("none"))
        .containsExactly(Tenant.CEDAR);
  }

  @Test
  void regionsAskTheNextOneByName() {
    Map<String, URI> regions =
        Map.of(
            "us-east", URI.create("http://u"),
            "eu-north", URI.create("http://e"),
            "ap-south", URI.create("http://a"));
    assertThat(List.of("ap-south", "eu-north", "us-east"))
        .extracting(region -> Neighbour.after(region, regions).getHost())
        .containsExactly("e", "u", "a");
  }

  private static Trip trip() {
    return new Trip(Vehicle.CAR, "", 600);
  }
}
