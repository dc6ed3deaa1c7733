package dev.spanprofiles.rideshare.fault;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * The log of drivers looked at, in a temporary folder of its own: it is long, and of no use beside
 * the service's own lines. At most two files of 4 MB, deleted when the service ends.
 */
final class AuditLog implements AutoCloseable {

  private static final String NAME = "dev.spanprofiles.rideshare.audit";

  /** The caller ends the line. */
  private static final String PATTERN = "%d %-5level %msg %caller{1}";

  private static final String MAX_SIZE = "4MB";

  private final Path folder;
  private final RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();

  AuditLog() throws IOException {
    folder = Files.createTempDirectory("rideshare-audit");
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();

    appender.setContext(context);
    appender.setFile(folder.resolve("audit.log").toString());
    appender.setEncoder(encoder);

    FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
    rolling.setContext(context);
    rolling.setParent(appender);
    rolling.setFileNamePattern(folder.resolve("audit.%i.log").toString());
    rolling.setMinIndex(1);
    rolling.setMaxIndex(1);
    rolling.start();
    appender.setRollingPolicy(rolling);

    SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
    size.setContext(context);
    size.setMaxFileSize(FileSize.valueOf(MAX_SIZE));
    size.start();
    appender.setTriggeringPolicy(size);
    appender.start();

    Logger logger = context.getLogger(NAME);
    logger.setAdditive(false);
    logger.setLevel(Level.INFO);
    logger.addAppender(appender);
  }

  org.slf4j.Logger logger() {
    return LoggerFactory.getLogger(NAME);
  }

  /** Where the files are. */
  Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    appender.stop();
    FileSystemUtils.deleteRecursively(folder);
  }
}
