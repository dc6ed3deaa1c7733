package dev.spanprofiles.it.truth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * An installed JDK.
 *
 * @param feature its feature release, as 17
 */
record Jdk(int feature, Path home) {

  /**
   * Looks for a JDK of that feature release: {@code JDK<feature>_HOME}, then the running one, then
   * the directory where Linux distributions install them.
   */
  static Optional<Jdk> find(int feature) {
    return Stream.concat(
            Stream.of(
                    System.getenv().getOrDefault("JDK" + feature + "_HOME", ""),
                    System.getProperty("java.home"))
                .filter(home -> !home.isEmpty())
                .map(Path::of),
            installed())
        .filter(home -> Files.isExecutable(home.resolve("bin/java")))
        .map(home -> new Jdk(featureOf(home), home))
        .filter(jdk -> jdk.feature == feature)
        .findFirst();
  }

  static Jdk running() {
    return new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
  }

  Path java() {
    return home.resolve("bin/java");
  }

  private static Stream<Path> installed() {
    Path directory = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(directory)) {
      return Stream.empty();
    }
    try (Stream<Path> homes = Files.list(directory)) {
      return homes.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the file {@code release}, which every JDK has; 0 if this one has not. */
  private static int featureOf(Path home) {
    Path release = home.resolve("release");
    if (!Files.exists(release)) {
      return 0;
    }
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(release)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
    return Integer.parseInt(version.split("[.+-]", 2)[0]);
  }
}
