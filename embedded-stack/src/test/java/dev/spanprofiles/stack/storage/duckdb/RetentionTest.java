package dev.spanprofiles.stack.storage.duckdb;

import static dev.spanprofiles.stack.storage.Examples.SECOND;
import static dev.spanprofiles.stack.storage.Examples.T0;
import static dev.spanprofiles.stack.storage.Examples.labels;
import static dev.spanprofiles.stack.storage.Examples.log;
import static dev.spanprofiles.stack.storage.Examples.sample;
import static dev.spanprofiles.stack.storage.Examples.span;
import static dev.spanprofiles.stack.storage.Examples.traceId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spanprofiles.stack.model.Clock;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.storage.LabelMatcher;
import dev.spanprofiles.stack.storage.ProfileQuery;
import dev.spanprofiles.stack.storage.TimeRange;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RetentionTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration NEVER = Duration.ofDays(1);
  private static final Clock AT_T0 = new Clock(() -> Instant.ofEpochSecond(T0 / SECOND));

  @TempDir Path directory;

  @Test
  void whatIsTooOldGoesWithWhatOnlyItUsed() throws SQLException {
    long old = T0 - HOUR.toNanos() - 1;
    long young = T0 - HOUR.toNanos();
    try (DuckDbStore store = open(HOUR, Long.MAX_VALUE, NEVER)) {
      store.addSpans(
          List.of(
              span(1, 1).start(old).resource("service.name", "gone").build(),
              span(2, 2).start(young).build()));
      store.addLogs(List.of(log(1, 1, old, "gone"), log(2, 2, young, "kept")));
      store.addSamples(
          List.of(
              sample(labels("v", "gone"), 1, 1, old, "gone"),
              sample(labels("v", "kept"), 2, 2, young, "kept")));

      store.enforceRetention();

      assertThat(store.trace(traceId(1))).isEmpty();
      assertThat(store.trace(traceId(2))).hasSize(1);
      assertThat(store.logs(traceId(1), 9)).isEmpty();
      assertThat(store.logs(traceId(2), 9)).hasSize(1);
      assertThat(functions(store)).containsExactly("kept");

      // Was remembered as stored, but is gone: it must be stored again.
      store.addSamples(List.of(sample(labels("v", "gone"), 3, 3, T0, "gone")));
      assertThat(functions(store)).containsExactlyInAnyOrder("kept", "gone");
      store.addSpans(List.of(span(3, 3).resource("service.name", "gone").build()));
      assertThat(store.trace(traceId(3)).get(0).resource().serviceName()).isEqualTo("gone");
    }
    assertThat(rows("resources")).isEqualTo(2);
    assertThat(rows("series")).isEqualTo(2);
    assertThat(rows("stack_traces")).isEqualTo(2);
  }

  @Test
  void theOldestGoesWhenThereIsTooMuch() throws SQLException {
    long limit = 8L << 20;
    try (DuckDbStore store = open(NEVER, limit, NEVER)) {
      Random random = new Random(1);
      for (int second = 0; second < 40; second++) {
        store.addSamples(samples(second, random));
      }
      store.addSpans(List.of(span(1, 1).build(), span(2, 2).start(T0 + 39 * SECOND).build()));
    }
    // Closed and opened: what is in the log of writes takes no room in the file yet.
    try (DuckDbStore store = open(NEVER, limit, NEVER)) {
      store.enforceRetention();

      assertThat(store.trace(traceId(1))).isEmpty();
      assertThat(store.trace(traceId(2))).hasSize(1);
      assertThat(samplesIn(store, new TimeRange(T0, T0 + SECOND))).isZero();
      assertThat(samplesIn(store, new TimeRange(T0 + 39 * SECOND, T0 + 40 * SECOND)))
          .isEqualTo(10_000);
    }
    assertThat(usedBytes()).isPositive().isLessThanOrEqualTo(limit);
  }

  @Test
  void itRunsByItself() {
    try (DuckDbStore store = open(HOUR, Long.MAX_VALUE, Duration.ofMillis(50))) {
      store.addSpans(List.of(span(1, 1).start(T0 - 2 * HOUR.toNanos()).build()));
      await().atMost(PATIENCE).until(() -> store.trace(traceId(1)).isEmpty());
    }
  }

  private DuckDbStore open(Duration age, long bytes, Duration interval) {
    return DuckDbStore.open(StoreSettings.in(directory).withRetention(age, bytes, interval), AT_T0);
  }

  /** Hard to compress, so that they take space. */
  private static List<Sample> samples(int second, Random random) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      long time = T0 + second * SECOND + i;
      samples.add(sample(random.nextLong(), random.nextLong(), time, "f" + random.nextInt(100)));
    }
    return samples;
  }

  private static long samplesIn(DuckDbStore store, TimeRange range) {
    return store
        .mergeStackTraces(new ProfileQuery(ProfileType.CPU, List.of(), range, Set.of(), Set.of()))
        .stream()
        .mapToLong(total -> total.samples())
        .sum();
  }

  private static List<String> functions(DuckDbStore store) {
    List<LabelMatcher> any = List.of();
    return store
        .mergeStackTraces(new ProfileQuery(ProfileType.CPU, any, TimeRange.ALL, Set.of(), Set.of()))
        .stream()
        .flatMap(total -> total.stackTrace().functions().stream())
        .toList();
  }

  private long rows(String table) throws SQLException {
    return number("SELECT count(*) FROM " + table);
  }

  private long usedBytes() throws SQLException {
    return number("SELECT used_blocks * block_size FROM pragma_database_size()");
  }

  private long number(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:duckdb:" + directory.resolve("store.duckdb"));
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }
}
