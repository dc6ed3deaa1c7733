package dev.spanprofiles.stack.storage.duckdb;

import static dev.spanprofiles.stack.storage.Examples.T0;
import static dev.spanprofiles.stack.storage.Examples.log;
import static dev.spanprofiles.stack.storage.Examples.sample;
import static dev.spanprofiles.stack.storage.Examples.span;
import static dev.spanprofiles.stack.storage.Examples.traceId;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.storage.TimeRange;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that writes, killed in the middle of it: what it was told is stored is there. */
final class KillTest {

  private static final int CALLS = 60;

  @TempDir Path directory;

  @Test
  void whatWasAcknowledgedSurvives() throws Exception {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                KillTest.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int acknowledged = 0;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(writer.getInputStream(), UTF_8))) {
      while (acknowledged < CALLS && lines.readLine() != null) {
        acknowledged++;
      }
    } finally {
      writer.destroyForcibly().waitFor();
    }
    assertThat(acknowledged).isEqualTo(CALLS);
    try (DuckDbStore store = DuckDbStore.open(StoreSettings.in(directory))) {
      for (int number = 1; number <= acknowledged; number++) {
        assertThat(store.trace(traceId(number))).hasSize(1);
        assertThat(store.logs(traceId(number), 9)).hasSize(1);
        assertThat(store.totalsBySpan(ProfileType.CPU, TimeRange.ALL, Set.of((long) number)))
            .hasSize(1);
      }
      store.addSpans(List.of(span(1, 99).build()));
      assertThat(store.trace(traceId(1))).hasSize(2);
    }
  }

  /** Writes without end, and a line each time a round is acknowledged. */
  public static void main(String[] arguments) {
    DuckDbStore store = DuckDbStore.open(StoreSettings.in(Path.of(arguments[0])));
    for (int number = 1; ; number++) {
      store.addSpans(List.of(span(number, 1).build()));
      store.addLogs(List.of(log(number, 1, T0, "a log")));
      store.addSamples(List.of(sample(number, number, T0, "f" + number)));
      System.out.println(number);
    }
  }
}
