package dev.spanprofiles.demo.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A JVM on a {@link Leash}; its output goes to a file. */
final class Child {

  private static final int TAIL_LINES = 15;

  private final String name;
  private final Process process;
  private final Path log;

  private Child(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a JVM of the launcher's own JDK.
   *
   * @param name of the log file, too
   * @param arguments of {@code java}, which run {@link Leash}
   * @param environment on top of the launcher's
   */
  static Child start(
      String name, Path logFolder, List<String> arguments, Map<String, String> environment) {
    Path log = logFolder.resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(Stream.concat(Stream.of(java()), arguments.stream()).toList())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    try {
      return new Child(name, builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException("%s does not start: %s".formatted(name, e.getMessage()), e);
    }
  }

  /** Returns the {@code java} of the launcher's own JDK. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  String name() {
    return name;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Returns why it ended: its exit code and the last it printed. */
  String obituary() {
    String tail;
    try {
      List<String> lines = Files.readAllLines(log);
      tail =
          String.join("\n  ", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException e) {
      tail = "(its log cannot be read: " + e.getMessage() + ")";
    }
    return "%s ended with exit code %d. The end of %s:\n  %s"
        .formatted(name, process.exitValue(), log, tail);
  }

  /** Returns the memory it holds, in bytes; empty where the system has no {@code /proc}. */
  OptionalLong residentBytes() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  /** Lets go of the leash: the JVM ends itself. */
  void release() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      process.destroy();
    }
  }

  /** Waits for its end and makes it end if that takes too long. */
  void awaitEnd(Duration time) {
    try {
      if (!process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
