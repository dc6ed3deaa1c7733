package dev.spanprofiles.it.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A program of the stack, where it is on the {@code PATH}. */
public record Program(String name) {

  /** Runs it in the root of the project; skips the test, and says so, where it is not at hand. */
  void accepts(String... arguments) {
    assumeTrue(isAtHand(), name + " is not on the PATH: " + String.join(" ", arguments));
    List<String> command = new ArrayList<>(List.of(name));
    command.addAll(List.of(arguments));
    Result result = run(Map.of(), command.toArray(String[]::new));
    assertThat(result.isSuccess())
        .as("%s: %s", String.join(" ", command), result.output())
        .isTrue();
  }

  /**
   * What became of a command.
   *
   * @param isSuccess whether it was there, and its exit code was 0
   * @param output on standard output, and error where it failed
   */
  public record Result(boolean isSuccess, String output) {}

  /** Runs a command in the root of the project, with {@code environment} over that of the test. */
  public static Result run(Map<String, String> environment, String... command) {
    try {
      Path errors = Files.createTempFile("program", ".errors");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(ComposeFile.ROOT.toFile())
              .redirectError(errors.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean isSuccess = process.waitFor() == 0;
      String problem = isSuccess ? "" : Files.readString(errors);
      Files.delete(errors);
      return new Result(isSuccess, output + problem);
    } catch (IOException e) {
      return new Result(false, String.valueOf(e.getMessage())); // there is no such program
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private boolean isAtHand() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, name))
        .anyMatch(Files::isExecutable);
  }

  /** Whether docker has compose as its plugin. */
  static boolean hasCompose() {
    return run(Map.of(), "docker", "compose", "version").isSuccess();
  }
}
