package dev.spanprofiles.jvm;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JVM that a test started, its output in a file; it lives until this is closed. */
public final class JavaProcess implements AutoCloseable {

  /** What starts soon and is asked little: two thirds of its CPU go into compiling otherwise. */
  public static final List<String> SHORT_LIVED =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private final String name;
  private final Process process;
  private final Path output;

  private JavaProcess(String name, Process process, Path output) {
    this.name = name;
    this.process = process;
    this.output = output;
  }

  /** The JDKs to test on: this one, and the 25 of {@code -Djdk25.home} if there is one. */
  public static Stream<Path> jdks() {
    return Stream.of(System.getProperty("java.home"), System.getProperty("jdk25.home", ""))
        .map(Path::of)
        .filter(home -> Files.isExecutable(home.resolve("bin/java")))
        .distinct();
  }

  /** The class path of this test, as far as the predicate wants it. */
  public static String classPath(Predicate<String> entry) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Starts a class on a JDK. */
  public static JavaProcess start(Path jdk, String classPath, List<String> options, Class<?> main)
      throws IOException {
    List<String> arguments = new ArrayList<>(SHORT_LIVED);
    arguments.addAll(List.of("-cp", classPath));
    arguments.addAll(options);
    arguments.add(main.getName());
    Path output = Files.createTempFile(main.getSimpleName(), ".log");
    output.toFile().deleteOnExit();
    return start(main.getSimpleName(), jdk, output, Map.of(), arguments);
  }

  /**
   * Starts {@code java}, on the JDK that the test runs on.
   *
   * @param folder where the output goes, as {@code <name>.log}
   */
  public static JavaProcess start(
      String name, Path folder, Map<String, String> environment, List<String> arguments) {
    Path jdk = Path.of(System.getProperty("java.home"));
    return start(name, jdk, folder.resolve(name + ".log"), environment, arguments);
  }

  private static JavaProcess start(
      String name, Path jdk, Path output, Map<String, String> environment, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(jdk.resolve("bin/java").toString()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    try {
      return new JavaProcess(name, builder.start(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Fails with its output if it has ended. */
  public void requireAlive() {
    if (!process.isAlive()) {
      throw new AssertionError(name + " ended with " + process.exitValue() + ":\n" + output());
    }
  }

  /** Waits until it ends by itself, and returns its exit code. */
  public int waitFor() throws InterruptedException {
    return process.waitFor();
  }

  /** What it has printed so far. */
  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The value it printed as {@code name=value}; empty if it did not yet. */
  public String printed(String name) {
    Matcher line = Pattern.compile("(?m)^" + name + "=(.+)$").matcher(output());
    return line.find() ? line.group(1).strip() : "";
  }

  /** What {@code kill -9} does. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Asks it to stop, and makes it where it does not within ten seconds. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill();
    }
  }

  /**
   * A port nobody listens on, below those that systems give to connections and to who asks for any:
   * none of them takes it before the program does that it is for. Never the same one twice.
   */
  public static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(10_000, 32_768);
      if (!GIVEN.add(port)) {
        continue;
      }
      try (var socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // taken: try another
      }
    }
  }
}
