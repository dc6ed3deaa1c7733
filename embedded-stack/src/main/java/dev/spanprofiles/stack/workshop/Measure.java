package dev.spanprofiles.stack.workshop;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.spanprofiles.stack.storage.SetSummary;

/** What is measured of a set of spans, in milliseconds where it is a time. */
public enum Measure {
  @JsonProperty("p50")
  P50("Median"),
  @JsonProperty("p95")
  P95("95th percentile"),
  @JsonProperty("mean")
  MEAN("Mean"),
  @JsonProperty("spans-per-trace")
  SPANS_PER_TRACE("Spans in a trace");

  private static final double NANOS_PER_MILLI = 1e6;

  private final String title;

  Measure(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }

  double of(SetSummary summary) {
    return switch (this) {
      case P50 -> summary.durations().p50() / NANOS_PER_MILLI;
      case P95 -> summary.durations().p95() / NANOS_PER_MILLI;
      case MEAN -> summary.totalDurationNanos() / NANOS_PER_MILLI / summary.spans();
      case SPANS_PER_TRACE -> (double) summary.spans() / summary.traces();
    };
  }

  String write(double value) {
    return this == SPANS_PER_TRACE ? Units.count(value) : Units.millis(value * NANOS_PER_MILLI);
  }
}
