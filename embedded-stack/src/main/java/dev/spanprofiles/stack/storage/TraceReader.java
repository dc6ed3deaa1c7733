package dev.spanprofiles.stack.storage;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.model.LogRecord;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.TraceId;
import java.util.List;

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

  /** The log records of one trace by time, the earliest first; at most {@code limit}. */
  List<LogRecord> logs(TraceId traceId, int limit);

  /** The keys of attributes in use on spans that start in the range, sorted. */
  List<String> attributeKeys(SpanFilter.AttributeScope scope, TimeRange range);

  /**
   * The distinct values of a field among the matching spans that start in the range, sorted; at
   * most {@code limit}.
   */
  List<AttributeValue> values(
      SpanFilter.Field field, SpanFilter filter, TimeRange range, int limit);
}
