package dev.spanprofiles.benchmarks;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which integration of spans and profiles is on the class path; the rest is the same. */
enum Variant {
  /** The SDK alone, beside a running profiler that knows nothing of it. */
  PLAIN(".*[/\\\\](span-profiles[/\\\\-]|io[/\\\\]pyroscope[/\\\\]otel[/\\\\]).*"),
  /** {@code io.pyroscope:otel}. */
  PUBLIC(".*[/\\\\]span-profiles[/\\\\-].*"),
  /** This project's library. */
  OURS(Variant.NOT_PUBLIC),
  /** Another build of it, for before and after in one run: {@code -Dbaseline=JAR}. */
  BASELINE(Variant.NOT_PUBLIC),
  /** Every span with a profile of its own. */
  OURS_IN_ALL_MODE(Variant.NOT_PUBLIC, "root.span.only"),
  /** Without one of its options, which is what that option costs. */
  OURS_WITHOUT_SPAN_NAME(Variant.NOT_PUBLIC, "add.span.name"),
  OURS_WITHOUT_CPU_TIME(Variant.NOT_PUBLIC, "add.cpu.time"),
  OURS_WITHOUT_RUNNABLE_TIME(Variant.NOT_PUBLIC, "add.runnable.time"),
  OURS_WITHOUT_STOPPED_TIME(Variant.NOT_PUBLIC, "add.stopped.time"),
  OURS_WITHOUT_THREAD_NAME(Variant.NOT_PUBLIC, "add.thread.name"),
  OURS_WITHOUT_ALL_OF_THEM(
      Variant.NOT_PUBLIC,
      "add.span.name",
      "add.cpu.time",
      "add.runnable.time",
      "add.stopped.time",
      "add.thread.name");

  private static final String NOT_PUBLIC = ".*[/\\\\]io[/\\\\]pyroscope[/\\\\]otel[/\\\\].*";

  private static final String PROPERTY = "benchmark.variant";
  private static final String BASELINE_JAR = System.getProperty("baseline", "");

  private static final Pattern LIBRARY =
      Pattern.compile(".*[/\\\\]span-profiles-[0-9][^/\\\\]*[.]jar");

  private final Pattern absent;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> switchedOff;

  Variant(String absent, String... switchedOff) {
    this.absent = Pattern.compile(absent);
    this.switchedOff = List.of(switchedOff);
  }

  static Variant running() {
    return valueOf(System.getProperty(PROPERTY, OURS.name()));
  }

  /** Those that can run: a baseline only where one is given. */
  static List<Variant> present() {
    return Arrays.stream(values()).filter(v -> v != BASELINE || !BASELINE_JAR.isEmpty()).toList();
  }

  /** The class path, without what this variant does not have. */
  String classPath(String all) {
    return Arrays.stream(all.split(File.pathSeparator))
        .filter(entry -> !absent.matcher(entry).matches())
        .map(entry -> this == BASELINE && LIBRARY.matcher(entry).matches() ? BASELINE_JAR : entry)
        .collect(Collectors.joining(File.pathSeparator));
  }

  String[] jvmArguments() {
    Stream<String> common =
        Stream.of(
            "-D" + PROPERTY + "=" + name(),
            "-Dpyroscope.application.name=benchmark",
            "-Dpyroscope.upload.interval=3600s",
            "-Dpyroscope.server.address=http://localhost:4040",
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--enable-native-access=ALL-UNNAMED");
    Stream<String> options =
        switchedOff.stream().map(option -> "-Dotel.pyroscope." + option + "=false");
    return Stream.concat(common, options).toArray(String[]::new);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
