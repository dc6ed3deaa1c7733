package dev.spanprofiles.stack.storage;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.model.LogRecord;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.TraceId;
import java.util.Collection;
import java.util.List;

/** Answers nothing: a test overrides what its subject asks, and any other question fails it. */
public abstract class SilentTraces implements TraceReader {

  @Override
  public List<TraceSummary> search(TraceQuery query) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Span> trace(TraceId traceId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<SpanPlace> places(Collection<TraceId> traceIds) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<LogRecord> logs(TraceId traceId, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<String> attributeKeys(
      SpanFilter.AttributeScope scope, SpanFilter filter, TimeRange range) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<AttributeValue> values(
      SpanFilter.Field field, SpanFilter filter, TimeRange range, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SetSummary summary(SpanSet set) {
    throw new UnsupportedOperationException();
  }

  @Override
  public DurationGrid durations(SpanSet set, int columns, DurationRows rows) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Bounded<Span> spans(SpanSet set, SpanOrder order, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public AttributeCounts attributes(List<SpanSet> sets, int maxSpans, int maxValues) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Bounded<OperationSummary> operations(SpanSet set, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SpanSums sums(SpanMeasure measure, ExemplarChoice exemplars) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Bounded<ComparedValue> compare(
      SpanSet set, SpanFilter selection, long stepNanos, int limit) {
    throw new UnsupportedOperationException();
  }
}
