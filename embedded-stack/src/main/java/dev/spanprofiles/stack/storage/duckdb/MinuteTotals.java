package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.storage.Operation;
import java.util.List;
import java.util.LongSummaryStatistics;

/**
 * What operations and services had in minutes that are over, remembered: to join a million spans
 * with five million samples takes a second, to sum up these a tenth, and nothing of it changes but
 * the last minutes. What is stored later, in whatever order, makes its minutes be forgotten; so
 * what is remembered is never out of date. Safe for use by several threads.
 */
final class MinuteTotals {

  /** Two days of 50 operations with four profile types. */
  private static final int MAX_OPERATION_ROWS = 600_000;

  /** Two days of 20 services with six profile types. */
  private static final int MAX_SERVICE_ROWS = 350_000;

  /** By when the spans started. */
  final RememberedMinutes<OperationTotal> operations = new RememberedMinutes<>(MAX_OPERATION_ROWS);

  /** By when the samples were taken. */
  final RememberedMinutes<ServiceTotal> services = new RememberedMinutes<>(MAX_SERVICE_ROWS);

  private long version;
  private long longestNanos;

  /**
   * One operation's total of one type in one minute.
   *
   * @param inferred whether it is of samples that carry the ids of other spans
   */
  record OperationTotal(
      Operation operation,
      ProfileType type,
      long value,
      long samples,
      long spans,
      boolean inferred) {}

  /** A service and the profile type that it has samples of. */
  record ServiceType(String service, String profileType) {}

  /** All that one service has of one type in one minute, in spans or outside of them. */
  record ServiceTotal(ServiceType of, long value) {}

  /** To be asked before a query begins, and said when its answer is to be remembered. */
  synchronized long version() {
    return version;
  }

  /** Spans that are stored may be as long. */
  synchronized void longest(long nanos) {
    longestNanos = Math.max(longestNanos, nanos);
  }

  /** What no span that is stored is longer than. */
  synchronized long longest() {
    return longestNanos;
  }

  /**
   * To be called after spans were stored: what can be inferred of those around them changes, too.
   */
  synchronized void spansStored(List<Span> spans) {
    LongSummaryStatistics starts = new LongSummaryStatistics();
    for (Span span : spans) {
      starts.accept(span.startNanos());
      longest(span.durationNanos());
    }
    if (!spans.isEmpty()) {
      operations.changed(++version, starts.getMin() - longestNanos, starts.getMax() + longestNanos);
    }
  }

  /** To be called after samples were stored: they are of spans that began before, or just after. */
  synchronized void samplesStored(List<Sample> samples) {
    LongSummaryStatistics times = new LongSummaryStatistics();
    samples.forEach(sample -> times.accept(sample.timeNanos()));
    if (!samples.isEmpty()) {
      version++;
      operations.changed(
          version,
          times.getMin() - longestNanos - SetSql.MARGIN_NANOS,
          times.getMax() + SetSql.MARGIN_NANOS);
      services.changed(version, times.getMin(), times.getMax());
    }
  }

  /** To be called after the oldest rows were deleted. */
  synchronized void deletedBefore(long timeNanos) {
    version++;
    operations.changed(version, 0, Math.max(0, timeNanos) + SetSql.MARGIN_NANOS + longestNanos);
    services.changed(version, 0, Math.max(0, timeNanos) + SetSql.MARGIN_NANOS);
  }
}
