package dev.spanprofiles.stack.storage.duckdb;

import static dev.spanprofiles.stack.storage.Examples.SECOND;
import static dev.spanprofiles.stack.storage.Examples.T0;
import static dev.spanprofiles.stack.storage.Examples.log;
import static dev.spanprofiles.stack.storage.Examples.sample;
import static dev.spanprofiles.stack.storage.Examples.span;
import static dev.spanprofiles.stack.storage.Examples.traceId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spanprofiles.stack.model.Clock;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.storage.ProfileQuery;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.StorageException;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.storage.TraceQuery;
import dev.spanprofiles.stack.storage.TraceSummary;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ingest, queries and retention at the same time. */
final class ConcurrencyTest {

  private static final int WRITERS = 4;
  private static final int ROUNDS = 15;
  private static final int SAMPLES = 50;
  private static final int SPANS_BESIDE = 100;
  private static final Clock AT_T0 = new Clock(() -> Instant.ofEpochSecond(T0 / SECOND));

  @TempDir Path directory;

  @Test
  void nothingYoungIsLostAndEveryQuerySeesWholeCalls() throws Exception {
    StoreSettings settings =
        StoreSettings.in(directory)
            .withReads(2, Duration.ofMinutes(10))
            .withRetention(Duration.ofHours(1), Long.MAX_VALUE, Duration.ofMillis(50));
    try (DuckDbStore store = DuckDbStore.open(settings, AT_T0)) {
      ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 3);
      AtomicBoolean done = new AtomicBoolean();
      List<Future<?>> writers = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        int first = writer * ROUNDS;
        writers.add(threads.submit(() -> write(store, first)));
      }
      List<Future<?>> readers = new ArrayList<>();
      for (Callable<Boolean> query : queries(store)) {
        readers.add(
            threads.submit(
                () -> {
                  while (!done.get()) {
                    query.call();
                  }
                  return true;
                }));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
      done.set(true);
      for (Future<?> reader : readers) {
        reader.get();
      }
      threads.shutdown();
      store.enforceRetention();
      for (long number = 0; number < WRITERS * ROUNDS; number++) {
        assertThat(store.trace(traceId(number))).hasSize(2);
        assertThat(store.logs(traceId(number), 9)).hasSize(1);
        assertThat(samplesOf(store, number + 1)).isEqualTo(SAMPLES);
      }
      assertThat(store.trace(traceId(1_000_000))).isEmpty();
    }
  }

  /** Each of these takes tens of megabytes, however few spans there are: several have no room. */
  @Test
  void queriesThatNeedAllOfTheMemoryRunAlone() throws Exception {
    StoreSettings settings = StoreSettings.in(directory).withReads(4, Duration.ofMinutes(10));
    try (DuckDbStore store = DuckDbStore.open(settings, AT_T0)) {
      for (long number = 0; number < 20; number++) {
        store.addSpans(List.of(span(number, 1).build(), span(number, 2).parent(1).build()));
      }
      TraceQuery query = new TraceQuery(related(3), TimeRange.ALL, 50, 3);
      ExecutorService threads = Executors.newFixedThreadPool(8);
      Callable<List<TraceSummary>> search = () -> store.search(query);
      for (Future<List<TraceSummary>> found : threads.invokeAll(Collections.nCopies(24, search))) {
        assertThat(found.get()).hasSize(20);
      }
      threads.shutdown();
      assertThatThrownBy(() -> store.search(new TraceQuery(related(14), TimeRange.ALL, 50, 3)))
          .isInstanceOf(StorageException.class)
          .hasMessageStartingWith("the query takes more memory than the store may have");
      assertThat(store.search(query)).hasSize(20);
    }
  }

  @Test
  void whatIsStoredBesideThemIsNotLost() throws Exception {
    StoreSettings settings = StoreSettings.in(directory).withReads(4, Duration.ofMinutes(10));
    try (DuckDbStore store = DuckDbStore.open(settings, AT_T0)) {
      ExecutorService threads = Executors.newFixedThreadPool(8);
      TraceQuery query = new TraceQuery(related(3), TimeRange.ALL, 50, 3);
      AtomicBoolean done = new AtomicBoolean();
      List<Future<Boolean>> searches = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        searches.add(
            threads.submit(
                () -> {
                  while (!done.get()) {
                    store.search(query);
                  }
                  return true;
                }));
      }
      for (long number = 0; number < SPANS_BESIDE; number++) {
        store.addSpans(List.of(span(number, 1).build(), span(number, 2).parent(1).build()));
      }
      done.set(true);
      for (Future<Boolean> search : searches) {
        assertThat(search.get()).isTrue();
      }
      threads.shutdown();
      for (long number = 0; number < SPANS_BESIDE; number++) {
        assertThat(store.trace(traceId(number))).hasSize(2);
      }
    }
  }

  private static SpanFilter related(int times) {
    SpanFilter related = SpanFilter.ALL;
    for (int i = 0; i < times; i++) {
      related =
          new SpanFilter.Related(
              related,
              SpanFilter.Kinship.DESCENDANT,
              SpanFilter.Wanted.BOTH,
              new SpanFilter.Exists(SpanFilter.Intrinsic.NAME));
    }
    return related;
  }

  private static boolean write(DuckDbStore store, int first) {
    for (int number = first; number < first + ROUNDS; number++) {
      store.addSpans(List.of(span(number, 1).build(), span(number, 2).parent(1).build()));
      store.addSpans(List.of(span(1_000_000, number).start(1).build()));
      store.addLogs(List.of(log(number, 1, T0, "a log")));
      List<Sample> samples = new ArrayList<>();
      for (int i = 0; i < SAMPLES; i++) {
        samples.add(sample(number, number + 1, T0 + i, "f" + i % 7, "g" + number % 11, "main"));
      }
      samples.add(sample(number, number + 1, 1, "old" + number));
      store.addSamples(samples);
    }
    return true;
  }

  private static List<Callable<Boolean>> queries(DuckDbStore store) {
    TimeRange young = new TimeRange(T0, Long.MAX_VALUE);
    return List.of(
        () -> {
          store
              .search(new TraceQuery(SpanFilter.ALL, young, 20, 3))
              .forEach(trace -> assertThat(trace.spanCount()).isEqualTo(2));
          return true;
        },
        () -> {
          long samples = samplesOf(store, 1);
          assertThat(samples).isIn(0L, (long) SAMPLES);
          return true;
        },
        () -> {
          store.series(List.of(), TimeRange.ALL);
          store.attributeKeys(SpanFilter.AttributeScope.ANY, SpanFilter.ALL, TimeRange.ALL);
          return true;
        });
  }

  private static long samplesOf(DuckDbStore store, long spanId) {
    return store
        .mergeStackTraces(
            new ProfileQuery(
                ProfileType.CPU,
                List.of(),
                new TimeRange(T0, T0 + SECOND),
                Set.of(spanId),
                Set.of()))
        .stream()
        .mapToLong(total -> total.samples())
        .sum();
  }
}
