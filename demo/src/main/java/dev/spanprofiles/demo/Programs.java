package dev.spanprofiles.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The programs of the demo, where the build leaves them. */
final class Programs {

  private final Path home;

  /** Looks below {@code home}, the root of the project. */
  Programs(Path home) {
    this.home = home.toAbsolutePath().normalize();
  }

  /** Returns the folder of what the launcher makes for itself, between runs. */
  Path workFolder() {
    return home.resolve(".demo");
  }

  Path leash() {
    return existing("demo/target/demo-leash.jar");
  }

  Program stack() {
    return prepared("embedded-stack", new Program(stackJar(), options()));
  }

  /**
   * Returns the ride-share services. They are compiled by C1 only: start-up is what the JVMs of the
   * demo use most CPU for, and takes half of it without C2 (2.7 s instead of 5.6 s each). The
   * services' own work takes up to three times as long, its flame graphs look the same.
   */
  Program rideshare() {
    return prepared("rideshare", new Program(rideshareJar(), options()))
        .with("-Xmx128m", "-XX:TieredStopAtLevel=1");
  }

  Path stackJar() {
    return existing("embedded-stack/target/embedded-stack.jar");
  }

  Path rideshareJar() {
    return existing("rideshare-java/target/rideshare-java.jar");
  }

  private Program prepared(String name, Program plain) {
    return new FastStart(workFolder().resolve(name), plain.jar()).apply(plain);
  }

  private static List<String> options() {
    List<String> options = new ArrayList<>(List.of("-XX:+UseSerialGC"));
    if (Runtime.version().feature() >= 24) {
      options.add("--enable-native-access=ALL-UNNAMED"); // the profiler and DuckDB; JEP 472
    }
    return options;
  }

  private Path existing(String path) {
    Path file = home.resolve(path);
    if (!Files.isRegularFile(file)) {
      throw new DemoException("%s is missing: build it with 'make demo'.".formatted(file));
    }
    return file;
  }
}
