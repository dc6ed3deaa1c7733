package dev.spanprofiles.jvm;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An application in a JVM of its own, which lives until this is closed. */
public final class JavaProcess implements AutoCloseable {

  private final Path log;
  private final Process process;

  private JavaProcess(Path log, Process process) {
    this.log = log;
    this.process = process;
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

  public static JavaProcess start(Path jdk, String classPath, List<String> options, Class<?> main)
      throws IOException {
    Path log = Files.createTempFile(main.getSimpleName(), ".log");
    List<String> command = new ArrayList<>(List.of(jdk.resolve("bin/java").toString(), "-cp"));
    command.add(classPath);
    command.addAll(options);
    command.add(main.getName());
    return new JavaProcess(
        log,
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start());
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** What it printed so far. */
  public String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** The value it printed as {@code name=value}; empty if it did not yet. */
  public String printed(String name) {
    Matcher line = Pattern.compile("(?m)^" + name + "=(.+)$").matcher(output());
    return line.find() ? line.group(1).strip() : "";
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.destroyForcibly().waitFor();
    Files.delete(log);
  }
}
