package dev.spanprofiles.stack.ingest.pyroscope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.recordings.RecordedSample;
import dev.spanprofiles.recordings.RecordedStack;
import dev.spanprofiles.recordings.RecordedThread;
import dev.spanprofiles.recordings.RecordedType;
import dev.spanprofiles.stack.ingest.ProfileLimits;
import dev.spanprofiles.stack.ingest.SampleCollector;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.wire.pyroscope.LabelsContext;
import dev.spanprofiles.stack.wire.pyroscope.LabelsSnapshot;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a recording's labels say of its samples; in Pyroscope they are those of a pprof profile. */
final class RecordedOwnersTest {

  private static final LabelsSnapshot LABELS =
      LabelsSnapshot.newBuilder()
          .putStrings(1, "profile_id")
          .putStrings(2, "00000000000000ff")
          .putStrings(3, "region")
          .putStrings(4, "us")
          .putStrings(5, "tier")
          .putStrings(6, "gold")
          .putStrings(7, "GET /cars")
          .putContexts(
              9, LabelsContext.newBuilder().putLabels(1, 2).putLabels(3, 4).putLabels(5, 6).build())
          .build();

  private final RecordedOwners owners =
      new RecordedOwners(
          Map.of("service_name", "shop", "region", "eu"),
          LABELS,
          new SampleCollector(ProfileLimits.DEFAULT));

  @Test
  void theSpanMayStandAmongTheLabelsOfTheContext() {
    Owner owner = owners.of(sample(0, 9, 7));
    assertThat(owner.spanId()).isEqualTo(0xff);
    assertThat(owner.traceId()).isEqualTo(TraceId.NONE);
    assertThat(owner.labels().values())
        .containsOnly(
            Map.entry("service_name", "shop"),
            Map.entry("region", "eu"),
            Map.entry("tier", "gold"),
            Map.entry("span_name", "GET /cars"));
  }

  @Test
  void theSpanOfTheEventPrevails() {
    assertThat(owners.of(sample(5, 9, 0)).spanId()).isEqualTo(5);
  }

  @Test
  void whatTheLabelsDoNotNameIsLeftOut() {
    Owner owner = owners.of(sample(0, 8, 8));
    assertThat(owner.spanId()).isZero();
    assertThat(owner.labels().values()).containsOnlyKeys("service_name", "region");
  }

  private static RecordedSample sample(long spanId, long contextId, long spanName) {
    return new RecordedSample(
        RecordedType.CPU,
        1,
        1,
        0,
        0,
        spanId,
        contextId,
        spanName,
        new RecordedThread(1, "main", RecordedThread.State.UNKNOWN),
        new RecordedStack(List.of("main")));
  }
}
