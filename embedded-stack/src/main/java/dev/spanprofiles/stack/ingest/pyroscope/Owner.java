package dev.spanprofiles.stack.ingest.pyroscope;

import dev.spanprofiles.stack.ingest.SampleCollector;
import dev.spanprofiles.stack.model.Labels;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.model.TraceId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Whose a sample is: the labels of its series, and its span. */
record Owner(Labels labels, TraceId traceId, long spanId) {

  /**
   * Reads what a sample's own labels say, as Pyroscope does: they are labels of the series, which
   * prevail, but for those that are ids of spans and traces.
   *
   * @param series labels of all samples of the profile
   */
  static Owner of(Map<String, String> series, Map<String, String> own, SampleCollector collector) {
    Map<String, String> labels = new HashMap<>(own);
    long profileId = id(labels.remove("profile_id"), 16, SpanId::parse, SpanId.NONE);
    long spanId = id(labels.remove("span_id"), 16, SpanId::parse, profileId);
    TraceId traceId = id(labels.remove("trace_id"), 32, TraceId::parse, TraceId.NONE);
    labels.putAll(series);
    return new Owner(collector.labels(labels), traceId, spanId);
  }

  private static <T> T id(@Nullable String text, int digits, Function<String, T> parse, T none) {
    try {
      return text != null && text.length() == digits ? parse.apply(text) : none;
    } catch (IllegalArgumentException e) {
      return none; // what is no id is none, as in Pyroscope
    }
  }
}
