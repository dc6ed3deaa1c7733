package dev.spanprofiles;

import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.pyroscope.javaagent.PyroscopeAgent;
import io.pyroscope.javaagent.api.ConfigurationProvider;
import io.pyroscope.javaagent.config.Config;
import io.pyroscope.javaagent.impl.DefaultConfigurationProvider;
import java.util.Locale;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Starts the Pyroscope agent in this process with its own settings ({@code PYROSCOPE_…} variables,
 * {@code pyroscope.…} properties), read from wherever OpenTelemetry's come from: under Spring also
 * from {@code application.yml}.
 */
final class PyroscopeAgentStarter {

  private static final Logger logger = Logger.getLogger(PyroscopeAgentStarter.class.getName());

  private PyroscopeAgentStarter() {}

  static void start(ConfigProperties properties, @Nullable String serviceName) {
    if (PyroscopeAgent.isStarted()) {
      logger.info("Span profiles use the Pyroscope agent that is already running");
      return;
    }
    Config config = Config.build(settings(properties, serviceName));
    PyroscopeAgent.start(config);
    if (PyroscopeAgent.isStarted()) {
      logger.info(
          () ->
              "Profiling %s (%s), uploading to %s"
                  .formatted(config.applicationName, config.profilingEvent, config.serverAddress));
    } else {
      logger.warning("The Pyroscope agent did not start: there will be no profiles");
    }
  }

  static ConfigurationProvider settings(ConfigProperties properties, @Nullable String serviceName) {
    return key -> {
      String value = properties.getString(key.toLowerCase(Locale.ROOT).replace('_', '.'));
      if (value == null) {
        value = DefaultConfigurationProvider.INSTANCE.get(key);
      }
      return value == null && key.equals("PYROSCOPE_APPLICATION_NAME") ? serviceName : value;
    };
  }
}
