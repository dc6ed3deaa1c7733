package dev.spanprofiles;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.resources.Resource;
import io.pyroscope.javaagent.ProfilerDelegate;
import io.pyroscope.javaagent.PyroscopeAgent;
import io.pyroscope.javaagent.api.ConfigurationProvider;
import io.pyroscope.javaagent.config.Config;
import io.pyroscope.javaagent.impl.DefaultConfigurationProvider;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Starts the Pyroscope agent in this process with its own settings ({@code PYROSCOPE_…} variables,
 * {@code pyroscope.…} properties), read from wherever OpenTelemetry's come from: under Spring also
 * from {@code application.yml}.
 */
final class PyroscopeAgentStarter {

  private static final Logger logger = Logger.getLogger(PyroscopeAgentStarter.class.getName());

  static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");

  private PyroscopeAgentStarter() {}

  /**
   * The running agent, started if it was not; or one that waits for the application to start it.
   */
  static Profiler profiler(
      SpanProfilesConfig config, Function<String, @Nullable String> settings, Resource resource) {
    Optional<Profiler> running =
        PyroscopeAgent.isStarted()
            ? Optional.of(PyroscopeProfiler.ofOthers())
            : AttachedPyroscopeProfiler.find();
    if (running.isEmpty()
        && config.startProfiling()
        && config.profilesExporter() != ProfilesExporter.NONE) {
      return onPlatformThread(() -> start(config, settings, resource));
    }
    if (config.profilesExporter() == ProfilesExporter.OTLP) {
      logger.warning(
          "otel.profiles.exporter=otlp has no effect: the Pyroscope agent is started elsewhere, and"
              + " uploads by itself");
    }
    return running.orElseGet(PyroscopeProfiler::ofOthers);
  }

  /**
   * async-profiler finds its way into the JVM by the thread that starts it, which a virtual one
   * does not lead to: "Could not find VMThread bridge".
   */
  private static Profiler onPlatformThread(Supplier<Profiler> start) {
    if (!VirtualThreads.isCurrent()) {
      return start.get();
    }
    var started = new FutureTask<>(start::get);
    Thread thread = new Thread(started, "span-profiles-start");
    thread.setDaemon(true);
    thread.start();
    try {
      return started.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("interrupted while the Pyroscope agent started");
    } catch (ExecutionException e) {
      throw new UnavailableException(String.valueOf(e.getCause()));
    }
  }

  private static Profiler start(
      SpanProfilesConfig config, Function<String, @Nullable String> settings, Resource resource) {
    Config agent = Config.build(agentSettings(settings, resource.getAttribute(SERVICE_NAME)));
    if (!agent.agentEnabled) {
      throw new UnavailableException("PYROSCOPE_AGENT_ENABLED is false");
    }
    ProfilerDelegate profiler = ProfilerDelegate.create(agent);
    PyroscopeAgentLogger log = new PyroscopeAgentLogger(agent.logLevel);
    PyroscopeUploads uploads =
        config.profilesExporter() == ProfilesExporter.OTLP
            ? new PyroscopeOtlpExporter(agent, profiler, config, settings, resource)
            : new PyroscopeAgentExporter(agent, log);
    PyroscopeAgent.start(
        new PyroscopeAgent.Options.Builder(agent)
            .setProfiler(profiler)
            .setExporter(uploads)
            .setLogger(log)
            .build());
    if (!PyroscopeAgent.isStarted()) {
      uploads.close();
      throw new UnavailableException("the Pyroscope agent did not start, see its error above");
    }
    return PyroscopeProfiler.started(agent, uploads);
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
