package dev.spanprofiles;

import dev.spanprofiles.internal.upload.ProfileUploads;
import io.pyroscope.javaagent.Snapshot;
import io.pyroscope.javaagent.api.Exporter;
import io.pyroscope.javaagent.api.Logger;
import io.pyroscope.javaagent.config.Config;
import io.pyroscope.javaagent.impl.PyroscopeExporter;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The agent's own upload, counted: the agent tells nobody but its log what became of a profile, and
 * throws away silently what waits for too long.
 */
final class PyroscopeAgentExporter implements PyroscopeUploads {

  private static final String ATTEMPT = "Upload attempt";
  private static final String FAILURE = "Error uploading snapshot: ";

  private final Config config;
  private final Exporter agent;
  private final ProfileUploads<Snapshot> uploads;
  private final LongAdder failedUploads = new LongAdder();

  /** Of the last attempt; of the thread that sends alone. */
  private @Nullable String problem;

  PyroscopeAgentExporter(Config config, Logger log) {
    this.config = config;
    this.agent =
        new PyroscopeExporter(
            config,
            (level, message, arguments) -> {
              note(message, arguments);
              log.log(level, message, arguments);
            });
    this.uploads =
        new ProfileUploads<>(config.serverAddress, config.pushQueueCapacity, this::deliver);
    uploads.start();
  }

  private @Nullable String deliver(Snapshot snapshot) throws InterruptedException {
    problem = null;
    agent.export(snapshot);
    if (problem != null && Thread.interrupted()) {
      throw new InterruptedException(); // which the agent's exporter has caught
    }
    return problem;
  }

  private void note(String message, Object[] arguments) {
    if (message.startsWith(ATTEMPT)) {
      problem = null;
    } else if (message.startsWith(FAILURE)) {
      failedUploads.increment();
      problem = message.substring(FAILURE.length()).formatted(arguments);
    }
  }

  @Override
  public void export(Snapshot snapshot) {
    uploads.add(snapshot);
  }

  @Override
  public void stop() {
    close();
  }

  @Override
  public void close() {
    uploads.close(Duration.ZERO);
    agent.stop();
  }

  /** The agent's own upload goes on, as it does without this library. */
  @Override
  public void spansEnded() {}

  @Override
  public String endpoint() {
    return config.serverAddress;
  }

  @Override
  public long failedUploads() {
    return failedUploads.sum();
  }

  @Override
  public long sentProfiles() {
    return uploads.sent();
  }

  @Override
  public long lostProfiles() {
    return uploads.lost();
  }
}
