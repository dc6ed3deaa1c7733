package dev.spanprofiles.stack.ingest.pyroscope;

import dev.spanprofiles.stack.ingest.SampleCollector;
import dev.spanprofiles.stack.model.Labels;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.model.TraceId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Whose a sample is: the labels of its series, and its span. */
record Owner(Labels labels, TraceId traceId, long spanId) {

  /** The labels of one sample, as they are read. */
  static final class Reading {

    private final Map<String, String> labels = new HashMap<>();
    private TraceId traceId = TraceId.NONE;
    private long spanId = SpanId.NONE;

    /**
     * Reads a label as Pyroscope does: it is one of the series, but for ids of spans and traces.
     * The last of these is taken, and what is no id is none.
     */
    void label(String name, String value) {
      switch (name) {
        case "span_id", "profile_id" -> spanId = id(value, 16, SpanId::parse, spanId);
        case "trace_id" -> traceId = id(value, 32, TraceId::parse, traceId);
        default -> labels.putIfAbsent(name, value);
      }
    }

    private static <T> T id(String text, int digits, Function<String, T> parse, T otherwise) {
      try {
        return text.length() == digits ? parse.apply(text) : otherwise;
      } catch (IllegalArgumentException e) {
        return otherwise;
      }
    }

    /**
     * The owner.
     *
     * @param series labels of all samples of the profile, which prevail
     */
    Owner in(Map<String, String> series, SampleCollector collector) {
      labels.putAll(series);
      return new Owner(collector.labels(labels), traceId, spanId);
    }
  }
}
