package dev.spanprofiles;

import io.pyroscope.javaagent.api.Logger;

/** Puts what the agent says into the application's log instead of standard error. */
final class PyroscopeAgentLogger implements Logger {

  private static final java.util.logging.Logger logger =
      java.util.logging.Logger.getLogger("io.pyroscope.javaagent");

  private final Level threshold;

  PyroscopeAgentLogger(Level threshold) {
    this.threshold = threshold;
  }

  @Override
  @SuppressWarnings("AnnotateFormatMethod") // the signature is the agent's
  public void log(Level level, String message, Object... arguments) {
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
