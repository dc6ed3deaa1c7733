package dev.spanprofiles.stack.storage.duckdb;

import static dev.spanprofiles.stack.storage.Examples.SECOND;
import static dev.spanprofiles.stack.storage.Examples.T0;
import static dev.spanprofiles.stack.storage.Examples.sample;
import static dev.spanprofiles.stack.storage.Examples.span;
import static dev.spanprofiles.stack.storage.Examples.traceId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.storage.StorageException;
import dev.spanprofiles.stack.storage.StoreBusyException;
import dev.spanprofiles.stack.storage.TimeRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is DuckDB's own: its file, its limits, its transactions. */
final class DuckDbStoreTest {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir Path directory;

  @Test
  void whatIsStoredIsThereWhenOpenedAgain() {
    try (DuckDbStore store = open()) {
      store.addSpans(List.of(span(1, 1).build()));
    }
    try (DuckDbStore store = open()) {
      assertThat(store.trace(traceId(1))).hasSize(1);
    }
  }

  @Test
  void aDirectoryIsOneStores() {
    try (DuckDbStore store = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(StorageException.class)
          .hasMessageContaining(directory.toString())
          .hasMessageContaining("is in use");
      assertThat(store.trace(traceId(1))).isEmpty();
    }
    open().close();
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsRefused() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> DuckDbStore.open(StoreSettings.in(file.resolve("data"))))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("cannot write to the data directory");
  }

  @Test
  void anotherSchemaVersionIsRefused() throws Exception {
    open().close();
    execute("UPDATE schema_version SET version = 999");
    assertThatThrownBy(this::open)
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("schema version 999, this program reads version ")
        .hasMessageContaining("another data directory");
  }

  @Test
  void aDatabaseOfOthersIsRefused() throws Exception {
    execute("CREATE TABLE theirs (a INTEGER)");
    assertThatThrownBy(this::open)
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("schema version 0");
  }

  @Test
  void aFileThatIsNoDatabaseIsRefused() throws IOException {
    Files.writeString(directory.resolve("store.duckdb"), "no database ".repeat(2000));
    assertThatThrownBy(this::open)
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("cannot open " + directory.resolve("store.duckdb"));
  }

  @Test
  void aCallIsStoredWholeOrNotAtAll() {
    try (DuckDbStore store = open()) {
      Sample good = sample(1, 7, T0, "a");
      Sample bad = sample(1, 7, T0, "b");
      List<Sample> samples = new ArrayList<>(List.of(good, bad));
      samples.set(1, null);
      assertThatThrownBy(() -> store.addSamples(samples)).isInstanceOf(StorageException.class);
      assertThat(store.profileTypes(TimeRange.ALL)).isEmpty();
      store.addSamples(List.of(good, bad));
      assertThat(store.profileTypes(TimeRange.ALL)).hasSize(1);
    }
  }

  @Test
  void aCallAtFaultDoesNotFailOthersOfTheSameTransaction() throws Exception {
    try (DuckDbStore store = open()) {
      ExecutorService callers = Executors.newFixedThreadPool(20);
      CountDownLatch start = new CountDownLatch(1);
      List<Future<?>> good = new ArrayList<>();
      List<Future<?>> bad = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        Span span = i % 2 == 0 ? span(i, 1).build() : span(i, 1).name("x").build();
        List<Span> spans = new ArrayList<>(List.of(span));
        if (i % 2 == 1) {
          spans.add(null);
        }
        (i % 2 == 0 ? good : bad)
            .add(
                callers.submit(
                    () -> {
                      start.await();
                      store.addSpans(spans);
                      return true;
                    }));
      }
      start.countDown();
      for (Future<?> call : good) {
        call.get();
      }
      for (Future<?> call : bad) {
        assertThatThrownBy(call::get).hasCauseInstanceOf(StorageException.class);
      }
      callers.shutdown();
      for (int i = 0; i < 20; i++) {
        assertThat(store.trace(traceId(i))).hasSize(i % 2 == 0 ? 1 : 0);
      }
    }
  }

  @Test
  void whatMayWaitIsBounded() throws Exception {
    StoreSettings settings = StoreSettings.in(directory).withMaxWaitingRows(10);
    try (DuckDbStore store = DuckDbStore.open(settings)) {
      // Alone, a call of any size is let in; it could never be stored otherwise.
      store.addSpans(spans(0, 11));
      AtomicBoolean refused = new AtomicBoolean();
      ExecutorService callers = Executors.newFixedThreadPool(8);
      for (int caller = 1; caller <= 8; caller++) {
        int trace = caller;
        callers.execute(
            () -> {
              while (!refused.get()) {
                try {
                  store.addSpans(spans(trace, 8));
                } catch (StoreBusyException e) {
                  assertThat(e).hasMessageContaining("10 may").hasMessageContaining("try again");
                  refused.set(true);
                }
              }
            });
      }
      await().atMost(PATIENCE).untilTrue(refused);
      callers.shutdown();
      await().atMost(PATIENCE).until(callers::isTerminated);
      store.addSpans(spans(9, 8));
      assertThat(store.trace(traceId(9))).hasSize(8);
    }
  }

  @Test
  void aClosedStoreSaysSo() {
    DuckDbStore store = open();
    store.close();
    assertThatThrownBy(() -> store.addSpans(List.of(span(1, 1).build())))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> store.trace(traceId(1))).isInstanceOf(StorageException.class);
  }

  @Test
  void theNativeLibraryLeavesNoCopyBehind() throws IOException {
    open().close();
    if (Files.isReadable(Path.of("/proc/self/maps"))) {
      assertThat(Files.readString(Path.of("/proc/self/maps")))
          .contains("libduckdb_java")
          .containsPattern("libduckdb_java\\d+\\.so \\(deleted\\)");
    }
  }

  private DuckDbStore open() {
    return DuckDbStore.open(StoreSettings.in(directory));
  }

  private static List<Span> spans(long trace, int count) {
    List<Span> spans = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      spans.add(span(trace, i).start(T0 + i * SECOND).build());
    }
    return spans;
  }

  private void execute(String sql) throws Exception {
    Files.createDirectories(directory);
    try (Connection connection =
            DriverManager.getConnection("jdbc:duckdb:" + directory.resolve("store.duckdb"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
