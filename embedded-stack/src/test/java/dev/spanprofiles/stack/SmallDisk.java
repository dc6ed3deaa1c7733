package dev.spanprofiles.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a program that has a small disk of its own: a file system in memory, in a mount namespace
 * that ends with the program. Linux alone has that, and not every container lets one make it.
 */
public final class SmallDisk {

  private static final String MOUNT = "mount -t tmpfs -o size=%dm tmpfs \"$0\" && exec \"$@\"";

  private SmallDisk() {}

  /**
   * Runs the main method of a class, with the disk's directory as its argument. A test is skipped
   * where there can be no such disk, and fails where the program does.
   *
   * @param directory where the disk is to be
   */
  public static void run(Class<?> program, Path directory, int mebibytes)
      throws IOException, InterruptedException {
    assumeTrue(
        exitCode(inNamespace(directory, mebibytes, List.of("true"))) == 0,
        "skipped: no file system can be mounted here (unshare --map-root-user --mount)");
    List<String> java = java(program, List.of());
    java.add(directory.toString());
    Process process =
        new ProcessBuilder(inNamespace(directory, mebibytes, java))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  /** A command line for the main method of a class, with the classes of this test. */
  static List<String> java(Class<?> program, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED"); // as the jar's manifest does
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(program.getName());
    command.addAll(arguments);
    return command;
  }

  private static List<String> inNamespace(Path directory, int mebibytes, List<String> command) {
    List<String> all =
        new ArrayList<>(List.of("unshare", "--map-root-user", "--mount", "sh", "-c"));
    all.add(MOUNT.formatted(mebibytes));
    all.add(directory.toString());
    all.addAll(command);
    return all;
  }

  private static int exitCode(List<String> command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      return -1; // there is no such program
    }
  }
}
