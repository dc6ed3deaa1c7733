package dev.spanprofiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** What an ended span says of its time besides its CPU time. */
class SpanTimesTest {

  private Tracing tracing = new Tracing(Tracing.ROOT_MODE);

  @AfterEach
  void close() {
    tracing.close();
  }

  private void restart(Map<String, String> options) {
    close();
    tracing = new Tracing(SpanProfilesConfig.from(options::get));
  }

  private Long attributeOf(String span, AttributeKey<Long> key) {
    return tracing.exported(span).getAttributes().get(key);
  }

  static boolean countsRunDelay() {
    return ThreadRunDelays.upTo(1) != null;
  }

  @Test
  @EnabledIf("countsRunDelay")
  void aThreadThatWaitsForACpuSaysSo() throws Exception {
    // More busy threads than cores, until the system itself has made this one wait.
    List<Thread> others = new ArrayList<>();
    CountDownLatch over = new CountDownLatch(1);
    for (int i = 0; i < 4 * Runtime.getRuntime().availableProcessors(); i++) {
      Thread other =
          new Thread(
              () -> {
                while (over.getCount() > 0) {
                  Thread.onSpinWait();
                }
              });
      other.setDaemon(true);
      other.start();
      others.add(other);
    }
    ThreadRunDelay truth = ThreadRunDelay.ofCurrentThread();
    Span root = tracing.root("root");
    long before = truth.nanos();
    try (Scope ignored = root.makeCurrent()) {
      await()
          .pollInSameThread()
          .pollDelay(java.time.Duration.ZERO)
          .pollInterval(java.time.Duration.ofNanos(1))
          .until(() -> truth.nanos() - before > 20 * ThreadTimes.RESOLUTION_NANOS);
    }
    long waited = truth.nanos() - before;
    root.end();
    over.countDown();
    for (Thread other : others) {
      other.join();
    }
    assertThat(attributeOf("root", SpanTimes.RUNNABLE))
        .isBetween(
            waited - 2 * ThreadTimes.RESOLUTION_NANOS, waited + 2 * ThreadTimes.RESOLUTION_NANOS);
  }

  @Test
  @EnabledIf("countsRunDelay")
  void runnableTimeIsAbsentWhereOneOfTheThreadsHasNoneOfTheFiles() throws Exception {
    restart(Map.of("otel.pyroscope.max.runnable.threads", "1"));
    Span here = tracing.root("here");
    Span both = tracing.root("both");
    try (Scope ignored = here.makeCurrent()) {
      here.end();
    }
    try (Scope ignored = both.makeCurrent()) {
      Thread other =
          new Thread(
              () -> {
                try (Scope there = both.makeCurrent()) {
                  Thread.onSpinWait();
                }
              });
      other.start();
      other.join();
    }
    both.end();
    assertThat(attributeOf("here", SpanTimes.RUNNABLE)).isNotNull();
    assertThat(attributeOf("both", SpanTimes.RUNNABLE)).isNull();
    assertThat(attributeOf("both", SpanTimes.CPU)).isNotNull();
  }

  @Test
  void workThatGoesOnElsewhereCountsUntilTheEnd() throws Exception {
    long due = 20_000_000;
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Span root = tracing.root("root");
    CountDownLatch done = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    Thread other =
        new Thread(
            () -> {
              try (Scope ignored = root.makeCurrent()) {
                long before = threads.getCurrentThreadCpuTime();
                while (threads.getCurrentThreadCpuTime() - before < due) {
                  Thread.onSpinWait();
                }
                done.countDown();
                while (over.getCount() > 0) {
                  Thread.onSpinWait();
                }
              }
            });
    other.start();
    done.await();
    root.end();
    over.countDown();
    other.join();
    assertThat(attributeOf("root", SpanTimes.CPU)).isGreaterThanOrEqualTo(due);
    if (countsRunDelay()) {
      assertThat(attributeOf("root", SpanTimes.RUNNABLE)).isNotNull();
    }
  }

  @Test
  void aStopOfTheJvmCounts() {
    LongSupplier truth = StopClock.find();
    Span root = tracing.root("root");
    long before = truth.getAsLong();
    System.gc();
    assertThat(truth.getAsLong()).isGreaterThan(before);
    root.end();
    assertThat(attributeOf("root", SpanTimes.STOPPED))
        .isBetween(truth.getAsLong() - before, truth.getAsLong());
  }

  @Test
  void nothingIsSaidThatWasNotAskedFor() {
    restart(
        Map.of(
            "otel.pyroscope.add.runnable.time", "false",
            "otel.pyroscope.add.stopped.time", "false"));
    Span root = tracing.root("root");
    try (Scope ignored = root.makeCurrent()) {
      root.end();
    }
    assertThat(tracing.exported("root").getAttributes().asMap())
        .containsOnlyKeys(OwnerProcessor.PROFILE_ID, SpanTimes.CPU);
  }

  @Test
  void theCollectorsOwnPausesDoWherePerformanceDataAreMissing() {
    LongSupplier pauses = StopClock.pauses();
    long collected =
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .mapToLong(collector -> collector.getCollectionTime())
            .sum();
    assertThat(pauses.getAsLong()).isGreaterThanOrEqualTo(collected * 1_000_000);
  }
}
