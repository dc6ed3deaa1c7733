package dev.spanprofiles.stack.storage;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.model.LogRecord;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.TraceId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What the query APIs and the viewer need to know of traces and their logs. Implementations are
 * safe for use by several threads; each call throws {@link StorageException} where the store cannot
 * answer.
 */
public interface TraceReader {

  /** The traces found, the newest first. */
  List<TraceSummary> search(TraceQuery query);

  /** The spans of one trace by start; empty if the trace is unknown. */
  List<Span> trace(TraceId traceId);

  /** Where the spans of some traces that hang on a root stand in its tree. */
  List<SpanPlace> places(Collection<TraceId> traceIds);

  /** The log records of one trace by time, the earliest first; at most {@code limit}. */
  List<LogRecord> logs(TraceId traceId, int limit);

  /**
   * The keys of attributes in use on the matching spans that start in the range, sorted. Of {@link
   * SpanFilter#ALL} those of other spans of the same hours may be among them.
   */
  List<String> attributeKeys(SpanFilter.AttributeScope scope, SpanFilter filter, TimeRange range);

  /**
   * The distinct values of a field among the matching spans that start in the range, sorted; at
   * most {@code limit}. Of {@link SpanFilter#ALL} those of other spans of the same hours may be
   * among them.
   */
  List<AttributeValue> values(
      SpanFilter.Field field, SpanFilter filter, TimeRange range, int limit);

  /** How many spans, and how long they take. */
  SetSummary summary(SpanSet set);

  /**
   * The spans of a set over time and duration.
   *
   * @param set its range is what the columns divide
   * @param columns 1 to {@link #MAX_COLUMNS}
   */
  DurationGrid durations(SpanSet set, int columns, DurationRows rows);

  /** The most columns a grid may have. */
  int MAX_COLUMNS = 1000;

  /** The first spans of a set in that order; at most {@code limit}. */
  Bounded<Span> spans(SpanSet set, SpanOrder order, int limit);

  /**
   * The attributes of the spans of one or more sets, side by side.
   *
   * @param maxSpans how many spans of a set are counted at the most
   * @param maxValues how many values of a key are told at the most, for each set
   */
  AttributeCounts attributes(List<SpanSet> sets, int maxSpans, int maxValues);

  /**
   * Why no data can be taken in at present, for a person to read; empty if all is well, or if the
   * store does not know.
   */
  default Optional<String> trouble() {
    return Optional.empty();
  }

  /** The operations that the spans of a set belong to, the most spans first. */
  Bounded<OperationSummary> operations(SpanSet set, int limit);

  /** Numbers of spans over time; more than {@code limit} sums are an incomplete answer. */
  SpanSums sums(SpanMeasure measure, ExemplarChoice exemplars);

  /**
   * Which values the selected spans of a set have, and which the others. A span that lacks one of
   * {@link TempoColumns} has {@code nil} there.
   *
   * @param stepNanos as in {@link SpanMeasure}
   * @param limit how many counts at the most, the largest first
   */
  Bounded<ComparedValue> compare(SpanSet set, SpanFilter selection, long stepNanos, int limit);
}
