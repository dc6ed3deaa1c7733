package dev.spanprofiles.stack.ingest.pyroscope;

import dev.spanprofiles.recordings.RecordedSample;
import dev.spanprofiles.stack.ingest.SampleCollector;
import dev.spanprofiles.stack.model.Labels;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.wire.pyroscope.LabelsContext;
import dev.spanprofiles.stack.wire.pyroscope.LabelsSnapshot;
import java.util.HashMap;
import java.util.Map;

/**
 * Whose the samples of a recording are: by the ids that an event has, and by its context's labels.
 */
final class RecordedOwners {

  private final Map<String, String> series;
  private final LabelsSnapshot snapshot;
  private final SampleCollector collector;

  // One object a combination: the store tells label sets apart by identity first.
  private final Map<Key, Owner> known = new HashMap<>();

  private record Key(long contextId, long spanName) {}

  RecordedOwners(Map<String, String> series, LabelsSnapshot snapshot, SampleCollector collector) {
    this.series = series;
    this.snapshot = snapshot;
    this.collector = collector;
  }

  Owner of(RecordedSample sample) {
    Owner named = known.computeIfAbsent(new Key(sample.contextId(), sample.spanName()), this::read);
    TraceId traceId = new TraceId(sample.traceIdHigh(), sample.traceIdLow());
    return new Owner(
        named.labels(),
        traceId.isValid() ? traceId : named.traceId(),
        sample.spanId() == SpanId.NONE ? named.spanId() : sample.spanId());
  }

  /** Agents before 0.11 have the id of a sample's span among the labels of its context. */
  private Owner read(Key key) {
    Owner.Reading reading = new Owner.Reading();
    String spanName = text(key.spanName());
    if (!spanName.isEmpty()) {
      reading.label(Labels.SPAN_NAME, spanName);
    }
    LabelsContext context = snapshot.getContextsMap().get(key.contextId());
    if (context != null) {
      context.getLabelsMap().forEach((name, value) -> reading.label(text(name), text(value)));
    }
    return reading.in(series, collector);
  }

  private String text(long number) {
    return snapshot.getStringsOrDefault(number, "");
  }
}
