package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.model.LogRecord;
import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.model.Span;
import java.util.ArrayList;
import java.util.List;

/** What one call or one transaction stores. */
record Rows(List<Span> spans, List<LogRecord> logs, List<Sample> samples) {

  int size() {
    return spans.size() + logs.size() + samples.size();
  }

  static Rows merge(List<Rows> all) {
    if (all.size() == 1) {
      return all.get(0);
    }
    Rows merged = new Rows(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (Rows rows : all) {
      merged.spans.addAll(rows.spans);
      merged.logs.addAll(rows.logs);
      merged.samples.addAll(rows.samples);
    }
    return merged;
  }
}
