package dev.spanprofiles.stack.query.tempo;

import dev.spanprofiles.stack.traceql.Durations;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The query parameters of metrics queries, which give their times otherwise than searches do. */
record MetricsParameters(Parameters parameters, TempoLimits limits, Clock clock) {

  private static final long DEFAULT_SINCE = TimeUnit.HOURS.toNanos(1);

  /** From the finest on, as Tempo chooses among them for 240 numbers or more. */
  private static final long[] GRANULARITIES_SECONDS = {3600, 300, 60, 15, 5, 1};

  /** {@code query}, as in Prometheus, or {@code q}. */
  String query() throws TempoException {
    Optional<String> query = parameters.query("q");
    if (query.isEmpty()) {
      query = parameters.query("query");
    }
    return query.orElseThrow(() -> TempoException.badRequest("missing required parameter q"));
  }

  TimeGrid range() throws TempoException {
    long end = time("end", now());
    long start = start(end);
    long step = step(start, end);
    long steps = (end - start) / step;
    if (steps > limits.metricsSteps()) {
      throw TempoException.badRequest(
          "step of %s is too small, minimum step for given range is %s"
              .formatted(seconds(step), seconds((end - start) / limits.metricsSteps())));
    }
    return TimeGrid.aligned(start, end, step);
  }

  TimeGrid instant() throws TempoException {
    long end = time("end", now());
    return TimeGrid.instant(start(end), end);
  }

  /**
   * How many exemplars are wanted at the most. As in Tempo 0, and what is no number, stand for the
   * default, and a hint in the query counts more.
   */
  int exemplars(Optional<Integer> hint) {
    String text = parameters.text("exemplars").orElse("");
    int wanted = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    int limit = limits.metricsExemplars();
    return Math.min(limit, hint.orElse(wanted == 0 ? limit : wanted));
  }

  private long start(long end) throws TempoException {
    long since = parameters.durationNanos("since").orElse(DEFAULT_SINCE);
    long start = time("start", Math.min(end, now()) - since);
    if (start >= end) {
      throw TempoException.badRequest("end must be greater than start");
    }
    return start;
  }

  private static String seconds(long nanos) {
    return BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString() + "s";
  }

  private long now() {
    return TimeUnit.MILLISECONDS.toNanos(clock.millis());
  }

  /** Whole or broken seconds, nanoseconds, or as RFC 3339 writes it. */
  private long time(String name, long absent) throws TempoException {
    Optional<String> text = parameters.text(name);
    if (text.isEmpty()) {
      return absent;
    }
    String value = text.get();
    try {
      long nanos =
          value.contains("T")
              ? rfc3339(value)
              : value.contains(".") || value.length() <= 10
                  ? new BigDecimal(value).movePointRight(9).longValueExact()
                  : Long.parseLong(value);
      if (nanos >= 0) {
        return nanos;
      }
    } catch (NumberFormatException | ArithmeticException | DateTimeParseException e) {
      // As for a negative one.
    }
    throw TempoException.badRequest(
        "could not parse '%s' parameter: %s is no time since 1970 in seconds or nanoseconds"
            .formatted(name, value));
  }

  private static long rfc3339(String value) {
    OffsetDateTime time = OffsetDateTime.parse(value);
    return Math.addExact(Math.multiplyExact(time.toEpochSecond(), 1_000_000_000L), time.getNano());
  }

  private long step(long start, long end) throws TempoException {
    Optional<String> text = parameters.text("step");
    if (text.isEmpty()) {
      return defaultStep(end - start);
    }
    try {
      long step =
          text.get().matches("[0-9.]+")
              ? new BigDecimal(text.get()).movePointRight(9).longValueExact()
              : Durations.parseNanos(text.get());
      if (step > 0) {
        return step;
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      // As for 0.
    }
    throw TempoException.badRequest(
        "invalid step: %s is no duration such as 15s, and no number of seconds"
            .formatted(text.get()));
  }

  private static long defaultStep(long range) {
    long baseline = range / 240;
    if (range < TimeUnit.MINUTES.toNanos(1)) {
      long finest = TimeUnit.MILLISECONDS.toNanos(50);
      return Math.max(finest, baseline / finest * finest);
    }
    for (long seconds : GRANULARITIES_SECONDS) {
      long granularity = TimeUnit.SECONDS.toNanos(seconds);
      if (baseline > granularity) {
        return baseline / granularity * granularity;
      }
    }
    return TimeUnit.SECONDS.toNanos(1);
  }
}
