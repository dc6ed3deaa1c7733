package dev.spanprofiles.benchmarks;

import java.io.File;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which integration of spans and profiles is on the class path; the rest is the same. */
enum Variant {
  /** The SDK alone, beside a running profiler that knows nothing of it. */
  PLAIN(".*[/\\\\](span-profiles[/\\\\-]|io[/\\\\]pyroscope[/\\\\]otel[/\\\\]).*"),
  /** {@code io.pyroscope:otel}. */
  PUBLIC(".*[/\\\\]span-profiles[/\\\\-].*"),
  /** This project's library. */
  OURS(".*[/\\\\]io[/\\\\]pyroscope[/\\\\]otel[/\\\\].*");

  private static final String PROPERTY = "benchmark.variant";

  private final Pattern absent;

  Variant(String absent) {
    this.absent = Pattern.compile(absent);
  }

  static Variant running() {
    return valueOf(System.getProperty(PROPERTY, OURS.name()));
  }

  /** The class path, without what this variant does not have. */
  String classPath(String all) {
    return Arrays.stream(all.split(File.pathSeparator))
        .filter(entry -> !absent.matcher(entry).matches())
        .collect(Collectors.joining(File.pathSeparator));
  }

  String[] jvmArguments() {
    return new String[] {
      "-D" + PROPERTY + "=" + name(),
      "-Dpyroscope.application.name=benchmark",
      "-Dpyroscope.upload.interval=3600s",
      "-Dpyroscope.server.address=http://localhost:4040",
      "-XX:+IgnoreUnrecognizedVMOptions",
      "--enable-native-access=ALL-UNNAMED"
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
