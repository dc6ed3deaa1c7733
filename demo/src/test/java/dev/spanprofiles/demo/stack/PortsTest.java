package dev.spanprofiles.demo.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {

  @Test
  void usualUnlessChanged() {
    Ports ports = Ports.of(Map.of("VIEWER_PORT", "3001", "TEMPO_PORT", ""));

    assertThat(ports.get(Port.VIEWER)).isEqualTo(3001);
    assertThat(ports.get(Port.TEMPO)).isEqualTo(3200);
    assertThat(ports.address(Port.OTLP)).hasToString("http://localhost:4318");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "0", "65536", "-1", "4318 4319"})
  void refusesWhatIsNoPort(String text) {
    assertThatThrownBy(() -> Ports.of(Map.of("OTLP_PORT", text)))
        .isInstanceOf(DemoException.class)
        .hasMessage("OTLP_PORT is '" + text + "': give a number from 1 to 65535.");
  }

  @Test
  void refusesOnePortForTwo() {
    assertThatThrownBy(() -> Ports.of(Map.of("US_EAST_PORT", "5000")))
        .isInstanceOf(DemoException.class)
        .hasMessage(
            "Port 5000 is given to both the load generator and the ride-sharing app of us-east:"
                + " change LOAD_GENERATOR_PORT or US_EAST_PORT.");
  }
}
