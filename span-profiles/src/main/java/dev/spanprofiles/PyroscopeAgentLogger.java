package dev.spanprofiles;

import io.pyroscope.javaagent.api.Logger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Puts what the agent says into the application's log instead of standard error, and counts the
 * uploads that failed: the agent tells nobody else.
 */
final class PyroscopeAgentLogger implements Logger {

  private static final java.util.logging.Logger logger =
      java.util.logging.Logger.getLogger("io.pyroscope.javaagent");

  private final Level threshold;
  private final LongAdder failedUploads = new LongAdder();

  PyroscopeAgentLogger(Level threshold) {
    this.threshold = threshold;
  }

  long failedUploads() {
    return failedUploads.sum();
  }

  @Override
  @SuppressWarnings("AnnotateFormatMethod") // the signature is the agent's
  public void log(Level level, String message, Object... arguments) {
    if (message.startsWith("Error uploading snapshot")) {
      failedUploads.increment();
    }
    if (level.level >= threshold.level) {
      logger.log(
          julLevel(level),
          () -> arguments.length == 0 ? message : String.format(message, arguments));
    }
  }

  private static java.util.logging.Level julLevel(Level level) {
    return switch (level) {
      case DEBUG -> java.util.logging.Level.FINE;
      case INFO -> java.util.logging.Level.INFO;
      case WARN, ERROR -> java.util.logging.Level.WARNING;
    };
  }
}
