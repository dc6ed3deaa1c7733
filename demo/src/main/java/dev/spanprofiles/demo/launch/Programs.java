package dev.spanprofiles.demo.launch;

import dev.spanprofiles.demo.stack.DemoException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The programs of the demo, where the build leaves them. */
final class Programs {

  private final Path home;

  /**
   * Looks below the root of the project.
   *
   * @throws DemoException if a program was not built
   */
  Programs(Path home) {
    this.home = home.toAbsolutePath().normalize();
    for (Path file : List.of(leash(), stack().jar(), rideshare().jar())) {
      if (!Files.isRegularFile(file)) {
        throw new DemoException("%s is missing: build it with 'make demo'.".formatted(file));
      }
    }
  }

  /** Returns the folder of what the launcher makes for itself. */
  Path workFolder() {
    return home.resolve(".demo");
  }

  /** Returns the folder with the chapters. */
  Path workshop() {
    return home.resolve("workshop");
  }

  Path leash() {
    return home.resolve("demo/target/demo-leash.jar");
  }

  FastStart stack() {
    return new FastStart(
        workFolder().resolve("embedded-stack"),
        home.resolve("embedded-stack/target/embedded-stack.jar"),
        leash());
  }

  FastStart rideshare() {
    return new FastStart(
        workFolder().resolve("rideshare"),
        home.resolve("rideshare-java/target/rideshare-java.jar"),
        leash());
  }

  boolean arePreparedForAnotherJdk() {
    return stack().isPreparedForAnotherJdk() || rideshare().isPreparedForAnotherJdk();
  }

  static Program tuneStack(Program stack) {
    return tune(stack).with("-Xmx128m");
  }

  /**
   * Starts the JVMs of the services with C1 alone: start-up is what they use most CPU for, and
   * takes half of it without C2 (2.7 s instead of 5.6 s each on two cores). Their own work takes up
   * to three times as long; its flame graphs look the same.
   */
  static Program tuneService(Program service) {
    return tune(service).with("-Xmx128m", "-XX:TieredStopAtLevel=1");
  }

  private static Program tune(Program program) {
    List<String> options = new ArrayList<>(List.of("-XX:+UseSerialGC"));
    if (Runtime.version().feature() >= 24) {
      options.add("--enable-native-access=ALL-UNNAMED"); // the profiler and DuckDB; JEP 472
    }
    return program.with(options.toArray(String[]::new));
  }
}
