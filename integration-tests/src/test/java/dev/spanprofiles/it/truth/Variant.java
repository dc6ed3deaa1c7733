package dev.spanprofiles.it.truth;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which integration of spans and profiles is on the class path; the rest is the same. */
enum Variant {
  /** This project's library. */
  OURS,
  /** The same, its profiles sent as OTLP. */
  OTLP,
  /** The same, following the context storage of somebody else. */
  OTHER_STORAGE,
  /** None. */
  OFF,
  /** {@code io.pyroscope:otel}. */
  PUBLIC;

  /** The running JVM's class path, without what this variant does not have. */
  String classPath() {
    Stream<String> present =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> (this != OFF && this != PUBLIC) || !isOurs(entry))
            .filter(entry -> this == PUBLIC || !isPublic(entry));
    Stream<String> more =
        this == OTHER_STORAGE ? Stream.of(OtherContextStorage.CLASS_PATH) : Stream.empty();
    return Stream.concat(present, more).collect(Collectors.joining(File.pathSeparator));
  }

  /** How its profiles reach who reads them. */
  Uploads uploads() throws IOException {
    return this == OTLP ? new OtlpUploads() : Uploads::asJfr;
  }

  /** A jar, or a module's classes: {@code …/span-profiles/target/…}. The starter is one, too. */
  private static boolean isOurs(String entry) {
    return entry.matches(".*[/\\\\]span-profiles[^/\\\\]*(\\.jar|[/\\\\]target[/\\\\].*)");
  }

  private static boolean isPublic(String entry) {
    return entry.matches(".*[/\\\\]io[/\\\\]pyroscope[/\\\\]otel[/\\\\].*");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
