package dev.spanprofiles.it.truth;

import io.pyroscope.http.Format;
import io.pyroscope.javaagent.EventType;
import io.pyroscope.javaagent.ProfilerDelegate;
import io.pyroscope.javaagent.PyroscopeAgent;
import io.pyroscope.javaagent.Snapshot;
import io.pyroscope.javaagent.api.Logger.Level;
import io.pyroscope.javaagent.api.ProfilingScheduler;
import io.pyroscope.javaagent.config.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The real Pyroscope agent, its uploads written to files when the workload says so.
 *
 * <p>Not by HTTP at an interval: the agent's {@code stop()} does not send what was recorded since
 * the last upload.
 */
final class InProcessProfiler {
  private final Uploads uploads;
  private int number;
  private @Nullable Config config;
  private @Nullable ProfilerDelegate delegate;

  InProcessProfiler(Uploads uploads) {
    this.uploads = uploads;
  }

  /**
   * Starts the agent with all its events at once.
   *
   * @param event the CPU event: itimer or ctimer
   */
  void start(EventType event) {
    config =
        new Config.Builder()
            .setApplicationName("truth")
            .setFormat(Format.JFR)
            .setProfilingEvent(event)
            // Both timers tick with the kernel at best (4 ms); wall reaches its millisecond.
            .setProfilingInterval(Duration.ofMillis(1))
            .setAPExtraArguments("wall=1ms")
            .setProfilingAlloc("8k")
            .setProfilingLock("10us")
            // The agent makes async-profiler give up some time after an upload is due.
            .setUploadInterval(Duration.ofMinutes(10))
            .setLogLevel(Level.ERROR)
            .build();
    startAgent();
  }

  private void startAgent() {
    Config known = Objects.requireNonNull(config, "start() first");
    PyroscopeAgent.start(
        new PyroscopeAgent.Options.Builder(known).setScheduler(new OnDemand()).build());
  }

  /** Stops the agent and starts it again, after an upload. */
  synchronized void restart(Path directory) {
    upload(directory);
    Objects.requireNonNull(delegate, "start() first").stop();
    PyroscopeAgent.stop();
    startAgent();
  }

  /** Writes what was recorded since the last upload into a directory. */
  synchronized void upload(Path directory) {
    ProfilerDelegate profiler = Objects.requireNonNull(delegate, "start() first");
    profiler.stop();
    Snapshot snapshot = profiler.dumpProfile(Instant.now(), Instant.now());
    profiler.start();
    try {
      Files.createDirectories(directory);
      uploads.write(snapshot, directory, number);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    number++;
  }

  private final class OnDemand implements ProfilingScheduler {
    @Override
    public void start(ProfilerDelegate profiler) {
      delegate = profiler;
      profiler.start();
    }

    @Override
    public void stop() {}
  }
}
