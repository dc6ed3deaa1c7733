package dev.spanprofiles.stack.query.tempo;

import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.traceql.Durations;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The query parameters that several of Tempo's calls have; empty ones count as absent. */
record Parameters(Context context, TempoLimits limits) {

  Optional<String> text(String name) {
    return Optional.ofNullable(context.queryParam(name)).filter(value -> !value.isEmpty());
  }

  /** {@code start} and {@code end}, in seconds: both, or neither for all times. */
  TimeRange range() throws TempoException {
    long start = number("start", 0);
    long end = number("end", 0);
    if (start == 0 && end == 0) {
      return TimeRange.ALL;
    }
    if (end <= start) {
      throw TempoException.badRequest(
          "http parameter start must be before end. received start=%d end=%d"
              .formatted(start, end));
    }
    return new TimeRange(TimeUnit.SECONDS.toNanos(start), TimeUnit.SECONDS.toNanos(end));
  }

  /** {@code limit}, where absent the smaller of the default and the maximum. */
  int limit(int defaultLimit, int maximum) throws TempoException {
    long limit = number("limit", Math.min(defaultLimit, maximum));
    if (limit == 0) {
      throw TempoException.badRequest("invalid limit: must be a positive number");
    }
    if (limit > maximum) {
      throw TempoException.badRequest("limit %d exceeds max limit %d".formatted(limit, maximum));
    }
    return (int) limit;
  }

  /** {@code spss}; 0 stands for the default. */
  int spansPerSpanSet() throws TempoException {
    long spans = number("spss", 0);
    if (spans > limits.spansPerSpanSet()) {
      throw TempoException.badRequest(
          "spans per span set exceeds %d. received %d".formatted(limits.spansPerSpanSet(), spans));
    }
    return spans == 0 ? Math.min(3, limits.spansPerSpanSet()) : (int) spans;
  }

  /** {@code q}, checked for its length but not yet read. */
  Optional<String> query() throws TempoException {
    return query("q");
  }

  /** A query under another name. */
  Optional<String> query(String name) throws TempoException {
    Optional<String> query = text(name);
    if (query.isPresent() && query.get().length() > limits.queryLength()) {
      throw TempoException.badRequest(
          "TraceQL expression exceeds the configured maximum size of %d bytes, reduce the query"
              .formatted(limits.queryLength()));
    }
    return query;
  }

  Optional<Long> durationNanos(String name) throws TempoException {
    Optional<String> text = text(name);
    try {
      return text.map(Durations::parseNanos);
    } catch (IllegalArgumentException e) {
      throw TempoException.badRequest("invalid " + name + ": " + e.getMessage());
    }
  }

  /** Unsigned and at most 32 bits long, as in Tempo, so that seconds fit in nanoseconds. */
  private long number(String name, long absent) throws TempoException {
    Optional<String> text = text(name);
    try {
      return text.isPresent()
          ? Integer.toUnsignedLong(Integer.parseUnsignedInt(text.get()))
          : absent;
    } catch (NumberFormatException e) {
      throw TempoException.badRequest(
          "invalid %s: %s is not a whole number from 0 to 4294967295"
              .formatted(name, text.orElse("")));
    }
  }
}
