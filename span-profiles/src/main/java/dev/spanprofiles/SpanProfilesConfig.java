package dev.spanprofiles;

import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The options of span profiles, named as {@code io.pyroscope:otel} names them.
 *
 * @param profilesExporter {@code otel.profiles.exporter}: how profiles leave the process
 * @param otlpMaxRequestSize {@code otel.pyroscope.otlp.max.request.size}: bytes of a request in
 *     OTLP, before compression
 * @param otlpThreads {@code otel.pyroscope.otlp.threads}: samples in OTLP say which thread they
 *     were taken of
 * @param startProfiling {@code otel.pyroscope.start.profiling}: start the Pyroscope agent unless it
 *     runs already
 * @param rootSpanOnly {@code otel.pyroscope.root.span.only}: samples belong to the local root; if
 *     false, each to the innermost span
 * @param addSpanName {@code otel.pyroscope.add.span.name}: samples carry the span's name
 * @param addCpuTime {@code otel.pyroscope.add.cpu.time}: profiled spans say how much CPU they used
 * @param addRunnableTime {@code otel.pyroscope.add.runnable.time}: and, beside it, how long their
 *     threads wanted a CPU and had none
 * @param addStoppedTime {@code otel.pyroscope.add.stopped.time}: and how long the JVM was stopped
 *     meanwhile
 * @param addThreadName {@code otel.pyroscope.add.thread.name}: in root mode, child spans say the
 *     thread they started on
 * @param addProfileUrl {@code otel.pyroscope.add.profile.url}: profiled spans link to their profile
 * @param addBaselineUrl {@code otel.pyroscope.add.profile.baseline.url}: and to it beside that of
 *     spans like them
 * @param profilePages {@code otel.pyroscope.profile.pages}: whose pages the links open
 * @param profileUrl {@code pyroscope.profile.url}: where a browser finds those pages
 * @param maxSpanNames {@code otel.pyroscope.max.span.names}: how many distinct span names samples
 *     may carry; past it samples carry the ids only
 * @param maxRunnableThreads {@code otel.pyroscope.max.runnable.threads}: of how many threads at a
 *     time it is known how long they wanted a CPU; each is an open file
 */
record SpanProfilesConfig(
    ProfilesExporter profilesExporter,
    int otlpMaxRequestSize,
    boolean otlpThreads,
    boolean startProfiling,
    boolean rootSpanOnly,
    boolean addSpanName,
    boolean addCpuTime,
    boolean addRunnableTime,
    boolean addStoppedTime,
    boolean addThreadName,
    boolean addProfileUrl,
    boolean addBaselineUrl,
    ProfilePages profilePages,
    String profileUrl,
    int maxSpanNames,
    int maxRunnableThreads) {

  static final String DEFAULT_PROFILE_URL = "http://localhost:3000";

  /** Servers of gRPC take 4 MiB by default. */
  static final int DEFAULT_OTLP_MAX_REQUEST_SIZE = 4_000_000;

  /** 5,000 names put some 165 KB (30 KB gzip) into each upload. */
  static final int DEFAULT_MAX_SPAN_NAMES = 5_000;

  static final int DEFAULT_MAX_RUNNABLE_THREADS = 500;

  /**
   * Reads the options.
   *
   * @param settings the value of a property, or null
   * @throws IllegalArgumentException naming the property, if a value is not one it can have
   */
  static SpanProfilesConfig from(Function<String, @Nullable String> settings) {
    return new SpanProfilesConfig(
        exporter(settings, "otel.profiles.exporter"),
        count(settings, "otel.pyroscope.otlp.max.request.size", DEFAULT_OTLP_MAX_REQUEST_SIZE),
        flag(settings, "otel.pyroscope.otlp.threads", true),
        flag(settings, "otel.pyroscope.start.profiling", true),
        flag(settings, "otel.pyroscope.root.span.only", true),
        flag(settings, "otel.pyroscope.add.span.name", true),
        flag(settings, "otel.pyroscope.add.cpu.time", true),
        flag(settings, "otel.pyroscope.add.runnable.time", true),
        flag(settings, "otel.pyroscope.add.stopped.time", true),
        flag(settings, "otel.pyroscope.add.thread.name", true),
        flag(settings, "otel.pyroscope.add.profile.url", false),
        flag(settings, "otel.pyroscope.add.profile.baseline.url", false),
        pages(settings, "otel.pyroscope.profile.pages"),
        text(settings, "pyroscope.profile.url", DEFAULT_PROFILE_URL).replaceAll("/+$", ""),
        count(settings, "otel.pyroscope.max.span.names", DEFAULT_MAX_SPAN_NAMES),
        count(settings, "otel.pyroscope.max.runnable.threads", DEFAULT_MAX_RUNNABLE_THREADS));
  }

  private static String text(
      Function<String, @Nullable String> settings, String key, String defaultValue) {
    String value = settings.apply(key);
    return value == null || value.isBlank() ? defaultValue : value.strip();
  }

  private static boolean flag(
      Function<String, @Nullable String> settings, String key, boolean defaultValue) {
    String value = text(settings, key, String.valueOf(defaultValue)).toLowerCase(Locale.ROOT);
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(key + " must be true or false: " + value);
    };
  }

  private static ProfilesExporter exporter(
      Function<String, @Nullable String> settings, String key) {
    String value = text(settings, key, ProfilesExporter.PYROSCOPE.name());
    try {
      return ProfilesExporter.valueOf(value.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + " must be pyroscope, otlp or none: " + value, e);
    }
  }

  private static ProfilePages pages(Function<String, @Nullable String> settings, String key) {
    String value = text(settings, key, ProfilePages.VIEWER.name());
    try {
      return ProfilePages.valueOf(value.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + " must be viewer or grafana: " + value, e);
    }
  }

  private static int count(
      Function<String, @Nullable String> settings, String key, int defaultValue) {
    String value = text(settings, key, String.valueOf(defaultValue));
    try {
      return Integer.parseUnsignedInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(key + " must be a number, 0 or more: " + value, e);
    }
  }
}
