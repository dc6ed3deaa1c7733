package dev.spanprofiles.it.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A block of commands, run by a shell in a directory of its own; what it starts ends with it. */
final class Shell implements AutoCloseable {

  private final String commands;
  private final Process process;
  private final Path output;

  private Shell(String commands, Process process, Path output) {
    this.commands = commands;
    this.process = process;
    this.output = output;
  }

  static Shell start(Path directory, Map<String, String> environment, String commands) {
    try {
      Path output = Files.createTempFile("guide", ".log");
      output.toFile().deleteOnExit();
      ProcessBuilder builder =
          new ProcessBuilder("bash", "-euo", "pipefail", "-c", commands)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      return new Shell(commands, builder.start(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs them to their end, which must be a good one; returns what they printed. */
  static String run(Path directory, Map<String, String> environment, String commands)
      throws InterruptedException {
    try (Shell shell = start(directory, environment, commands)) {
      int exit = shell.process.waitFor();
      assertThat(exit).as("%s%n%s", commands, shell.output()).isZero();
      return shell.output();
    }
  }

  void requireAlive() {
    assertThat(process.isAlive()).as("%s%n%s", commands, output()).isTrue();
  }

  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }
}
