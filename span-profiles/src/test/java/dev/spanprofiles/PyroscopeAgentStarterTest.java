package dev.spanprofiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.sdk.resources.Resource;
import io.pyroscope.javaagent.config.Config;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PyroscopeAgentStarterTest {

  private static Config config(Map<String, String> settings) {
    return Config.build(PyroscopeAgentStarter.agentSettings(settings::get, "ride-sharing-app"));
  }

  @Test
  void defaults() {
    Config config = config(Map.of());
    assertThat(config.applicationName).isEqualTo("ride-sharing-app");
    assertThat(config.serverAddress).isEqualTo("http://localhost:4040");
  }

  @Test
  void theAgentsOwnSettingsAreReadAsProperties() {
    Config config =
        config(
            Map.of(
                "pyroscope.application.name", "other-name",
                "pyroscope.server.address", "http://pyroscope:4040",
                "pyroscope.upload.interval", "15s",
                "pyroscope.labels", "region=eu-north,hostname=host-1"));
    assertThat(config.applicationName).isEqualTo("other-name");
    assertThat(config.serverAddress).isEqualTo("http://pyroscope:4040");
    assertThat(config.uploadInterval).isEqualTo(Duration.ofSeconds(15));
    assertThat(config.labels).isEqualTo(Map.of("region", "eu-north", "hostname", "host-1"));
  }

  @Test
  void anAgentThatIsSwitchedOffIsNoProfiler() {
    Map<String, String> settings = Map.of("pyroscope.agent.enabled", "false");
    assertThatThrownBy(
            () ->
                PyroscopeAgentStarter.profiler(Tracing.ROOT_MODE, settings::get, Resource.empty()))
        .isInstanceOf(UnavailableException.class)
        .hasMessage("PYROSCOPE_AGENT_ENABLED is false");
  }
}
