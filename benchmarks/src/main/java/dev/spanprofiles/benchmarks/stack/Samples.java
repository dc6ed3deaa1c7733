package dev.spanprofiles.benchmarks.stack;

import dev.spanprofiles.stack.model.Labels;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.model.SampleThread;
import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.storage.duckdb.DuckDbStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Samples as a day of the demo would have them: spans of 20 samples, four services at 100 samples a
 * second each, 20,000 stack traces of 40 functions, in uploads of ten seconds.
 */
final class Samples {

  static final int SAMPLES_IN_SPAN = 20;
  private static final int STACK_TRACES = 20_000;
  private static final int DEPTH = 40;
  private static final int FUNCTIONS = 5_000;
  private static final int SERIES = 200;
  private static final int UPLOAD = 4_000;
  private static final long INTERVAL_NANOS = 2_500_000;

  private final Random random = new Random(1);
  private final List<StackTrace> stackTraces = new ArrayList<>();
  private final List<Labels> series = new ArrayList<>();
  private final long end;
  private final int count;

  /**
   * Always the same ones.
   *
   * @param endMillis of the last span, since the epoch
   */
  Samples(long endMillis, int count) {
    this.count = count;
    this.end = endMillis * 1_000_000;
    for (int i = 0; i < STACK_TRACES; i++) {
      List<String> functions = new ArrayList<>();
      for (int frame = 0; frame < DEPTH; frame++) {
        int function = random.nextInt(FUNCTIONS);
        functions.add(
            "dev/spanprofiles/example/feature%d/Service%d.method%d"
                .formatted(function % 50, function % 500, function));
      }
      stackTraces.add(new StackTrace(functions));
    }
    for (int i = 0; i < SERIES; i++) {
      series.add(
          Labels.of(
              Map.of(
                  "service_name", "service-" + i % 4,
                  "span_name", "operation-" + i / 4,
                  "region", "eu-north")));
    }
  }

  void storeIn(DuckDbStore store) {
    List<Sample> upload = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      upload.add(sample(i));
      if (upload.size() == UPLOAD || i == count - 1) {
        store.addSamples(upload);
        upload.clear();
      }
    }
  }

  private Sample sample(int number) {
    int span = number / SAMPLES_IN_SPAN;
    return new Sample(
        ProfileType.CPU,
        series.get(span % SERIES),
        timeOf(span) + (number % SAMPLES_IN_SPAN) * INTERVAL_NANOS,
        new TraceId(1, spanId(span)),
        spanId(span),
        SampleThread.UNKNOWN,
        stackTraces.get(random.nextInt(STACK_TRACES)),
        10_000_000);
  }

  int spans() {
    return count / SAMPLES_IN_SPAN;
  }

  /** When the span's first sample was taken. */
  long timeOf(int span) {
    return end - (long) (spans() - span) * SAMPLES_IN_SPAN * INTERVAL_NANOS;
  }

  static long spanId(int span) {
    return new Random(span).nextLong() | 1;
  }
}
