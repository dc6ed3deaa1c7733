package dev.spanprofiles;

import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;

/**
 * The options of span profiles, named as {@code io.pyroscope:otel} names them.
 *
 * @param startProfiling {@code otel.pyroscope.start.profiling}: start the Pyroscope agent unless it
 *     runs already
 * @param rootSpanOnly {@code otel.pyroscope.root.span.only}: samples belong to the local root; if
 *     false, each to the innermost span
 * @param addSpanName {@code otel.pyroscope.add.span.name}: samples carry the span's name
 * @param addCpuTime {@code otel.pyroscope.add.cpu.time}: profiled spans say how much CPU they used
 * @param maxSpanNames {@code otel.pyroscope.max.span.names}: how many distinct span names samples
 *     may carry; past it samples carry the ids only
 */
public record SpanProfilesConfig(
    boolean startProfiling,
    boolean rootSpanOnly,
    boolean addSpanName,
    boolean addCpuTime,
    int maxSpanNames) {

  /** 5,000 names put some 165 KB (30 KB gzip) into each upload. */
  static final int DEFAULT_MAX_SPAN_NAMES = 5_000;

  /**
   * @throws IllegalArgumentException if the number of names is negative
   */
  public SpanProfilesConfig {
    if (maxSpanNames < 0) {
      throw new IllegalArgumentException(
          "otel.pyroscope.max.span.names must not be negative: " + maxSpanNames);
    }
  }

  static SpanProfilesConfig from(ConfigProperties properties) {
    return new SpanProfilesConfig(
        properties.getBoolean("otel.pyroscope.start.profiling", true),
        properties.getBoolean("otel.pyroscope.root.span.only", true),
        properties.getBoolean("otel.pyroscope.add.span.name", true),
        properties.getBoolean("otel.pyroscope.add.cpu.time", true),
        properties.getInt("otel.pyroscope.max.span.names", DEFAULT_MAX_SPAN_NAMES));
  }
}
