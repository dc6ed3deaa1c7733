package dev.spanprofiles.it.truth;

import io.pyroscope.javaagent.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Scenarios, one after the other in a forked JVM.
 *
 * <p>Those that brought too few samples to be judged, as on a busy machine, are run again, each
 * time for twice as long.
 *
 * @param slice how long each scenario goes on at first
 * @param scenarios a regular expression for the scenarios' names
 */
record TruthRun(Variant variant, Jdk jdk, Mode mode, Duration slice, String scenarios) {
  static final String ALL_SCENARIOS = ".*";

  /** The last one is 32 times as long as the first. */
  private static final int MOST_RUNS = 6;

  private static final Duration TIMEOUT = Duration.ofMinutes(15);

  /** Runs the scenarios and judges their samples; throws if the workload fails. */
  List<Row> rows() throws IOException, InterruptedException {
    Map<String, Row> rows = new LinkedHashMap<>();
    TruthRun next = this;
    for (int run = 1; run <= MOST_RUNS; run++) {
      for (Row row : next.rowsOfOneRun()) {
        rows.merge(row.scenario().name(), row, Row::plus);
      }
      List<Row> undecided = rows.values().stream().filter(Row::undecided).toList();
      if (undecided.isEmpty()) {
        break;
      }
      next = next.again(undecided);
    }
    return List.copyOf(rows.values());
  }

  private TruthRun again(List<Row> undecided) {
    String names =
        undecided.stream()
            .map(row -> Pattern.quote(row.scenario().name()))
            .collect(Collectors.joining("|"));
    return new TruthRun(variant, jdk, mode, slice.multipliedBy(2), names);
  }

  private List<Row> rowsOfOneRun() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("truth");
    try {
      fork(directory);
      return judge(directory);
    } finally {
      delete(directory);
    }
  }

  /** Both timers are the agent's defaults somewhere, so each mode has its own. */
  private EventType event() {
    return mode == Mode.ROOT ? EventType.ITIMER : EventType.CTIMER;
  }

  private void fork(Path directory) throws IOException, InterruptedException {
    Path log = directory.resolve("log");
    List<String> command =
        List.of(
            jdk.java().toString(),
            "-cp",
            variant.classPath(),
            "-Xmx512m",
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--enable-native-access=ALL-UNNAMED",
            "-XX:CompileCommand=quiet",
            Marks.JVM_OPTION,
            WorkloadMain.class.getName(),
            directory.toString(),
            mode.name(),
            event().name(),
            Long.toString(slice.toMillis()),
            scenarios,
            variant.name());
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException(this + " hangs:\n" + Files.readString(log));
      }
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new IllegalStateException(this + " failed:\n" + Files.readString(log));
    }
  }

  private List<Row> judge(Path directory) throws IOException {
    var judge = new Judge(TruthLog.read(directory.resolve("truth.tsv")));
    List<Scenario> all = Scenarios.named(scenarios);
    for (Scenario scenario : all) {
      for (Path recording : recordings(directory.resolve(scenario.directory()))) {
        Profile.of(recording).forEachSample(sample -> judge.judge(scenario.name(), sample));
      }
    }
    return all.stream()
        .map(scenario -> new Row(this, scenario, judge.scores(scenario.name())))
        .toList();
  }

  private static List<Path> recordings(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Profile::is).sorted().toList();
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Override
  public String toString() {
    return "%s, %s mode, JDK %d".formatted(variant, mode, jdk.feature());
  }
}
