package dev.spanprofiles;

import io.pyroscope.javaagent.PyroscopeAgent;
import io.pyroscope.javaagent.api.ConfigurationProvider;
import io.pyroscope.javaagent.config.Config;
import io.pyroscope.javaagent.impl.DefaultConfigurationProvider;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Starts the Pyroscope agent in this process with its own settings ({@code PYROSCOPE_…} variables,
 * {@code pyroscope.…} properties), read from wherever OpenTelemetry's come from: under Spring also
 * from {@code application.yml}.
 */
final class PyroscopeAgentStarter {

  private PyroscopeAgentStarter() {}

  /**
   * The running agent, started if it was not; or one that waits for the application to start it.
   */
  static Profiler profiler(
      SpanProfilesConfig config,
      Function<String, @Nullable String> settings,
      @Nullable String serviceName) {
    if (PyroscopeAgent.isStarted()) {
      return new PyroscopeProfiler(null, null);
    }
    return AttachedPyroscopeProfiler.find()
        .orElseGet(
            () ->
                config.startProfiling()
                    ? start(Config.build(agentSettings(settings, serviceName)))
                    : new PyroscopeProfiler(null, null));
  }

  private static Profiler start(Config config) {
    if (!config.agentEnabled) {
      throw new UnavailableException("PYROSCOPE_AGENT_ENABLED is false");
    }
    PyroscopeAgentLogger log = new PyroscopeAgentLogger(config.logLevel);
    PyroscopeAgent.start(new PyroscopeAgent.Options.Builder(config).setLogger(log).build());
    if (!PyroscopeAgent.isStarted()) {
      throw new UnavailableException("the Pyroscope agent did not start, see its error above");
    }
    return new PyroscopeProfiler(config, log);
  }

  static ConfigurationProvider agentSettings(
      Function<String, @Nullable String> settings, @Nullable String serviceName) {
    return key -> {
      String value = settings.apply(key.toLowerCase(Locale.ROOT).replace('_', '.'));
      if (value == null) {
        value = DefaultConfigurationProvider.INSTANCE.get(key);
      }
      return value == null ? defaultSetting(key, serviceName) : value;
    };
  }

  /** Beyond the agent's own; it would use the same address, but warn of it. */
  private static @Nullable String defaultSetting(String key, @Nullable String serviceName) {
    return switch (key) {
      case "PYROSCOPE_APPLICATION_NAME" -> serviceName;
      case "PYROSCOPE_SERVER_ADDRESS" -> "http://localhost:4040";
      default -> null;
    };
  }
}
