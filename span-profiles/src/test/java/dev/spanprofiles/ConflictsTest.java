package dev.spanprofiles;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConflictsTest {

  @Test
  void whatQuarkusHidesIsSaidWithTheWayAround() {
    assertThat(Conflicts.limit(name -> name.startsWith("io.quarkus.")))
        .hasValueSatisfying(
            said -> assertThat(said).contains("OpenTelemetry Java agent", "quarkus.otel.sdk"));
  }

  @Test
  void elsewhereNothingIsSaid() {
    assertThat(Conflicts.limit(Conflicts::isPresent)).isEmpty();
  }
}
