package dev.spanprofiles.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenTelemetryVersionsTest {

  @Test
  void namesBothVersionsAndTheRemedy() {
    assertThat(OpenTelemetryVersions.problem("1.62.0", "2.31.1"))
        .hasValueSatisfying(
            advice ->
                assertThat(advice)
                    .contains("2.31.1 needs OpenTelemetry 1.65", "1.62.0", "before spring-boot"));
  }

  @Test
  void saysNothingOfVersionsThatGoTogether() {
    assertThat(OpenTelemetryVersions.problem("1.65.0", "2.31.1")).isEmpty();
    assertThat(OpenTelemetryVersions.problem("1.62.0", "2.27.0")).isEmpty();
    assertThat(OpenTelemetryVersions.problem("1.62.0", "")).isEmpty();
  }

  @Test
  void thisBuildsVersionsGoTogether() {
    assertThat(OpenTelemetryVersions.problem(getClass().getClassLoader())).isEmpty();
  }
}
