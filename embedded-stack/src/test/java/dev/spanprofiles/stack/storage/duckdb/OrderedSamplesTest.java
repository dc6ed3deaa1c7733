package dev.spanprofiles.stack.storage.duckdb;

import static dev.spanprofiles.stack.storage.Examples.MILLI;
import static dev.spanprofiles.stack.storage.Examples.SECOND;
import static dev.spanprofiles.stack.storage.Examples.T0;
import static dev.spanprofiles.stack.storage.Examples.labels;
import static dev.spanprofiles.stack.storage.Examples.span;
import static dev.spanprofiles.stack.storage.Examples.traceId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.model.SampleThread;
import dev.spanprofiles.stack.model.SampleThread.State;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanSet;
import dev.spanprofiles.stack.storage.SpanTimes;
import dev.spanprofiles.stack.storage.TimeRange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spans on several threads need the order of their samples, of which there may be too many. */
class OrderedSamplesTest {

  private static final int SPANS = 400;

  @TempDir private Path directory;

  private SpanTimes times(StoreSettings settings) {
    try (DuckDbStore store = DuckDbStore.open(settings)) {
      List<Span> spans = new ArrayList<>();
      List<Sample> samples = new ArrayList<>();
      for (int id = 1; id <= SPANS; id++) {
        spans.add(span(id, id).build());
        samples.add(sample(id, 7));
        samples.add(sample(id, 8));
      }
      store.addSpans(spans);
      store.addSamples(samples);
      return store.times(new SpanSet(SpanFilter.ALL, new TimeRange(T0, T0 + SECOND)));
    }
  }

  private static Sample sample(long span, long thread) {
    return new Sample(
        ProfileType.WALL,
        labels("service_name", "shop"),
        T0 + 10 * MILLI,
        traceId(span),
        span,
        new SampleThread(thread, "http-" + thread, State.SLEEPING),
        new StackTrace(List.of("java/lang/Thread.sleep")),
        20 * MILLI);
  }

  @Test
  void whereThereAreTooManyChanceLeavesSpansOutAndTheyAreCounted() {
    SpanTimes times = times(StoreSettings.in(directory).withMaxOrderedSamples(200));
    // A quarter of the samples has room.
    assertThat(times.others()).hasSizeBetween(50, 150);
    assertThat(times.omitted()).isEqualTo(SPANS - times.others().size());
    assertThat(times.simple().spans()).isZero();
  }

  @Test
  void whereThereIsRoomAllAreThere() {
    SpanTimes times = times(StoreSettings.in(directory).withMaxOrderedSamples(2 * SPANS));
    assertThat(times.others()).hasSize(SPANS);
    assertThat(times.omitted()).isZero();
  }
}
