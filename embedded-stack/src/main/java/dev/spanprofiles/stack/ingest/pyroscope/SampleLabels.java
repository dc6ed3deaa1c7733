package dev.spanprofiles.stack.ingest.pyroscope;

import dev.spanprofiles.stack.model.Labels;
import dev.spanprofiles.stack.wire.pyroscope.LabelsContext;
import dev.spanprofiles.stack.wire.pyroscope.LabelsSnapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The labels of samples: the upload's, the event's context's, and the span's name. */
final class SampleLabels {

  private final Labels upload;
  private final LabelsSnapshot snapshot;
  // One object a combination: the store tells label sets apart by identity first.
  private final Map<Key, Labels> known = new HashMap<>();

  private record Key(long contextId, long spanName) {}

  SampleLabels(Labels upload, LabelsSnapshot snapshot) {
    this.upload = upload;
    this.snapshot = snapshot;
  }

  Labels of(long contextId, long spanName) {
    return known.computeIfAbsent(new Key(contextId, spanName), this::merge);
  }

  private Labels merge(Key key) {
    Map<String, String> labels = new TreeMap<>(upload.values());
    LabelsContext context = snapshot.getContextsMap().get(key.contextId());
    if (context != null) {
      context.getLabelsMap().forEach((name, value) -> put(labels, text(name), text(value)));
    }
    put(labels, Labels.SPAN_NAME, text(key.spanName()));
    return Labels.of(labels);
  }

  private String text(long number) {
    return snapshot.getStringsOrDefault(number, "");
  }

  private static void put(Map<String, String> labels, String name, String value) {
    if (!name.isEmpty() && !value.isEmpty()) {
      labels.put(name, value);
    }
  }
}
