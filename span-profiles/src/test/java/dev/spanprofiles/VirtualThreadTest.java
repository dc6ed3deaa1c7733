package dev.spanprofiles;

import static dev.spanprofiles.RecordingProfiler.Sample.UNLABELLED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spanprofiles.RecordingProfiler.Sample;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Rule 7: labels follow the virtual thread, not its carrier. */
@Tag("jdk")
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadTest {

  private static final int THREADS = 50;

  private static volatile Runnable pinned = () -> {};

  private final Tracing tracing = new Tracing(Tracing.ROOT_MODE);
  private ExecutorService virtualThreads;

  /** By reflection: the tests are compiled for Java 17. */
  @BeforeEach
  void startExecutor() throws ReflectiveOperationException {
    virtualThreads =
        (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }

  @AfterEach
  void close() {
    virtualThreads.shutdownNow();
    tracing.close();
  }

  @Test
  void labelsFollowAcrossParkAndRemount() throws Exception {
    List<Future<Boolean>> right = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Span root = tracing.root("root " + i % 10);
      Sample due = Sample.of(root, "root " + i % 10);
      right.add(virtualThreads.submit(Context.root().with(root).wrap(() -> isAlways(due))));
    }
    for (int i = 0; i < THREADS; i++) {
      right.add(virtualThreads.submit(() -> isAlways(UNLABELLED)));
    }
    for (Future<Boolean> r : right) {
      assertThat(r.get()).isTrue();
    }
  }

  private boolean isAlways(Sample due) {
    boolean right = true;
    for (int i = 0; i < 100; i++) {
      right &= tracing.sample().equals(due);
      LockSupport.parkNanos(10_000);
    }
    return right;
  }

  @Test
  void closingOnAVirtualThreadRestores() throws Exception {
    Span outer = tracing.root("outer");
    Span inner = tracing.root("inner");
    List<Sample> samples =
        virtualThreads
            .submit(
                () -> {
                  List<Sample> seen = new ArrayList<>();
                  try (Scope inOuter = outer.makeCurrent()) {
                    try (Scope inInner = inner.makeCurrent()) {
                      LockSupport.parkNanos(10_000);
                      seen.add(tracing.sample());
                    }
                    LockSupport.parkNanos(10_000);
                    seen.add(tracing.sample());
                  }
                  seen.add(tracing.sample());
                  return seen;
                })
            .get();
    assertThat(samples)
        .containsExactly(Sample.of(inner, "inner"), Sample.of(outer, "outer"), UNLABELLED);
  }

  @Test
  void aSpanThatEndsWhileItsThreadIsParkedOwnsNothingAfterwards() throws Exception {
    Span root = tracing.root("root");
    CountDownLatch parked = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Future<Sample> afterwards =
        virtualThreads.submit(
            Context.root()
                .with(root)
                .wrap(
                    () -> {
                      parked.countDown();
                      ended.await();
                      return tracing.sample();
                    }));
    parked.await();
    await().atMost(Duration.ofMinutes(5)).until(() -> tracing.profiler.isUnlabelledEverywhere());
    root.end();
    ended.countDown();
    assertThat(afterwards.get()).isEqualTo(UNLABELLED);
  }

  @Test
  void oneThatOutlivesItsSdkIsLabelledByTheNext() throws Exception {
    Span before = tracing.root("before");
    CountDownLatch parked = new CountDownLatch(1);
    CompletableFuture<Tracing> replaced = new CompletableFuture<>();
    Span[] after = new Span[1];
    Future<List<Sample>> samples =
        virtualThreads.submit(
            () -> {
              List<Sample> seen = new ArrayList<>();
              Tracing next;
              try (Scope ignored = before.makeCurrent()) {
                parked.countDown();
                next = replaced.get();
              }
              seen.add(next.sample());
              after[0] = next.root("after");
              try (Scope ignored = after[0].makeCurrent()) {
                LockSupport.parkNanos(10_000);
                seen.add(next.sample());
              }
              seen.add(next.sample());
              return seen;
            });
    parked.await();
    try (Tracing next = new Tracing(Tracing.ROOT_MODE)) {
      replaced.complete(next);
      assertThat(samples.get())
          .containsExactly(UNLABELLED, Sample.of(after[0], "after"), UNLABELLED);
      await()
          .atMost(Duration.ofMinutes(5))
          .until(
              () ->
                  tracing.profiler.isUnlabelledEverywhere()
                      && next.profiler.isUnlabelledEverywhere());
    }
  }

  @Test
  void aFirstScopeWhereItCannotBeUnmountedCarriesNoneAndTheRightOneOnceItCould() throws Exception {
    Span root = tracing.root("root");
    List<Sample> samples =
        virtualThreads
            .submit(
                () -> {
                  List<Sample> seen = new ArrayList<>();
                  pinned = () -> seen.add(enterAndSample(root));
                  Initializer.run();
                  LockSupport.parkNanos(10_000);
                  seen.add(tracing.sample());
                  return seen;
                })
            .get();
    assertThat(samples).containsExactly(UNLABELLED, Sample.of(root, "root"));
  }

  @SuppressWarnings("MustBeClosedChecker") // the thread ends with it
  private Sample enterAndSample(Span span) {
    span.makeCurrent();
    return tracing.sample();
  }

  /** Pins who runs it first: a class initializer is called by the JVM, so its frame is native. */
  private static final class Initializer {
    static {
      VirtualThreadTest.pinned.run();
    }

    static void run() {}
  }

  @Test
  void cpuTimeIsThatOfTheCarriersWhileMounted() throws Exception {
    Span root = tracing.root("root");
    virtualThreads
        .submit(
            Context.root()
                .with(root)
                .wrap(
                    () -> {
                      SpanAttributesTest.burn(Duration.ofMillis(5));
                      Thread.sleep(1);
                      SpanAttributesTest.burn(Duration.ofMillis(5));
                      return null;
                    }))
        .get();
    root.end();
    assertThat(tracing.exported("root").getAttributes().get(SpanTimes.CPU)).isPositive();
  }

  @Test
  void whatItWaitsUnmountedIsKnown() throws Exception {
    Span root = tracing.root("root");
    long[] parked = new long[1];
    virtualThreads
        .submit(
            Context.root()
                .with(root)
                .wrap(
                    () -> {
                      for (int i = 0; i < 3; i++) {
                        long start = System.nanoTime();
                        LockSupport.parkNanos(5_000_000);
                        parked[0] += System.nanoTime() - start;
                      }
                      return null;
                    }))
        .get();
    root.end();
    assertThat(tracing.exported("root").getAttributes().get(SpanTimes.UNMOUNTED))
        .isBetween(5_000_000L, parked[0]);
  }
}
