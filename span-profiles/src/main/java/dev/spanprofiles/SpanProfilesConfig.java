package dev.spanprofiles;

import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The options of span profiles, named as {@code io.pyroscope:otel} names them.
 *
 * @param startProfiling {@code otel.pyroscope.start.profiling}: start the Pyroscope agent unless it
 *     runs already
 * @param rootSpanOnly {@code otel.pyroscope.root.span.only}: samples belong to the local root; if
 *     false, each to the innermost span
 * @param addSpanName {@code otel.pyroscope.add.span.name}: samples carry the span's name
 * @param addCpuTime {@code otel.pyroscope.add.cpu.time}: profiled spans say how much CPU they used
 * @param addProfileUrl {@code otel.pyroscope.add.profile.url}: profiled spans link to their profile
 * @param addBaselineUrl {@code otel.pyroscope.add.profile.baseline.url}: and to it beside that of
 *     spans like them
 * @param profilePages {@code otel.pyroscope.profile.pages}: whose pages the links open
 * @param profileUrl {@code pyroscope.profile.url}: where a browser finds those pages
 * @param maxSpanNames {@code otel.pyroscope.max.span.names}: how many distinct span names samples
 *     may carry; past it samples carry the ids only
 */
record SpanProfilesConfig(
    boolean startProfiling,
    boolean rootSpanOnly,
    boolean addSpanName,
    boolean addCpuTime,
    boolean addProfileUrl,
    boolean addBaselineUrl,
    ProfilePages profilePages,
    String profileUrl,
    int maxSpanNames) {

  static final String DEFAULT_PROFILE_URL = "http://localhost:3000";

  /** 5,000 names put some 165 KB (30 KB gzip) into each upload. */
  static final int DEFAULT_MAX_SPAN_NAMES = 5_000;

  /**
   * Reads the options.
   *
   * @param settings the value of a property, or null
   * @throws IllegalArgumentException naming the property, if a value is not one it can have
   */
  static SpanProfilesConfig from(Function<String, @Nullable String> settings) {
    return new SpanProfilesConfig(
        flag(settings, "otel.pyroscope.start.profiling", true),
        flag(settings, "otel.pyroscope.root.span.only", true),
        flag(settings, "otel.pyroscope.add.span.name", true),
        flag(settings, "otel.pyroscope.add.cpu.time", true),
        flag(settings, "otel.pyroscope.add.profile.url", false),
        flag(settings, "otel.pyroscope.add.profile.baseline.url", false),
        pages(settings, "otel.pyroscope.profile.pages"),
        text(settings, "pyroscope.profile.url", DEFAULT_PROFILE_URL).replaceAll("/+$", ""),
        count(settings, "otel.pyroscope.max.span.names", DEFAULT_MAX_SPAN_NAMES));
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
