package dev.spanprofiles.stack.ingest.otlp;

import dev.spanprofiles.stack.ingest.RefusedException;
import dev.spanprofiles.stack.ingest.SampleCollector;
import dev.spanprofiles.stack.model.Clock;
import dev.spanprofiles.stack.model.Labels;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.model.TraceId;
import io.opentelemetry.proto.profiles.v1development.Link;
import io.opentelemetry.proto.profiles.v1development.Profile;
import io.opentelemetry.proto.profiles.v1development.Sample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The samples of one profile: one for each time that it observed a stack trace. */
final class OtlpSamples {

  private final Profile profile;
  private final Labels series;
  private final ProfileTables tables;
  private final SampleCollector collector;
  private final long profileNanos;
  // By attributes: profilers give most samples of a thread the same.
  private final Map<List<Integer>, SampleOwner> owners = new HashMap<>();

  /**
   * Those of a profile.
   *
   * @param series labels that all of them have
   * @param clock tells when a profile was taken that does not say
   */
  OtlpSamples(
      Profile profile,
      Labels series,
      ProfileTables tables,
      SampleCollector collector,
      Clock clock) {
    this.profile = profile;
    this.series = series;
    this.tables = tables;
    this.collector = collector;
    this.profileNanos = profile.getTimeUnixNano() == 0 ? clock.nanos() : profile.getTimeUnixNano();
  }

  /**
   * Adds them to the collector.
   *
   * @throws RefusedException if one of them cannot be read
   */
  void add() {
    OtlpProfileType type = OtlpProfileType.of(profile, tables);
    profile.getSamplesList().forEach(sample -> add(sample, type));
  }

  private void add(Sample sample, OtlpProfileType type) {
    int values = sample.getValuesCount();
    int times = sample.getTimestampsUnixNanoCount();
    if (values == 0 && times == 0) {
      throw RefusedException.malformed("a sample has neither a value nor a time");
    } else if (values > 0 && times > 0 && values != times) {
      throw RefusedException.malformed(
          "a sample has %d values and %d times".formatted(values, times));
    }
    SampleOwner owner =
        owners.computeIfAbsent(
            sample.getAttributeIndicesList(),
            attributes -> SampleOwner.of(attributes, series, tables, collector));
    Link link = tables.link(sample.getLinkIndex());
    TraceId traceId = OtlpValues.traceId(link.getTraceId());
    long spanId = OtlpValues.spanId(link.getSpanId()).orElse(SpanId.NONE);
    StackTrace stack = tables.stack(sample.getStackIndex());
    for (int i = 0; i < Math.max(values, times); i++) {
      // A sample of times alone counts each of them as one.
      long value = values == 0 ? 1 : sample.getValues(i);
      collector.add(
          new dev.spanprofiles.stack.model.Sample(
              type.type(),
              owner.labels(),
              times == 0 ? profileNanos : sample.getTimestampsUnixNano(i),
              traceId,
              spanId,
              owner.thread(),
              stack,
              times(value, type.factor()),
              collector.profileId()));
    }
  }

  private static long times(long value, long factor) {
    try {
      return Math.multiplyExact(value, factor);
    } catch (ArithmeticException e) {
      throw RefusedException.malformed(
          "a value of %d times a period of %d is no number of 64 bits".formatted(value, factor));
    }
  }
}
