package dev.spanprofiles.benchmarks.stack;

import io.pyroscope.http.Format;
import io.pyroscope.javaagent.EventType;
import io.pyroscope.javaagent.ProfilerSdk;
import io.pyroscope.javaagent.PyroscopeAgent;
import io.pyroscope.javaagent.Snapshot;
import io.pyroscope.javaagent.api.Exporter;
import io.pyroscope.javaagent.config.Config;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Writes what the agent uploads of ten seconds of a busy JVM: CPU, allocations and locks. */
public final class Recording {

  private static final int THREADS = 4;
  private static final Pattern WORDS = Pattern.compile("(\\w+)-(\\d+)(;|$)");

  private Recording() {}

  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[0]);
    CountDownLatch exports = new CountDownLatch(2);
    Config config =
        new Config.Builder()
            .setApplicationName("recording")
            .setProfilingEvent(EventType.ITIMER)
            .setProfilingInterval(Duration.ofMillis(10))
            .setProfilingAlloc("512k")
            .setProfilingLock("1ms")
            .setUploadInterval(Duration.ofSeconds(10))
            .setFormat(Format.JFR)
            .build();
    PyroscopeAgent.start(
        new PyroscopeAgent.Options.Builder(config)
            .setExporter(
                new Exporter() {
                  @Override
                  public void export(Snapshot snapshot) {
                    write(file, snapshot.data);
                    exports.countDown();
                  }

                  @Override
                  public void stop() {}
                })
            .build());
    ProfilerSdk profiler = new ProfilerSdk();
    IntStream.range(0, THREADS)
        .forEach(seed -> new Thread(() -> work(profiler, new Random(seed), exports)).start());
    exports.await();
    Runtime.getRuntime().halt(0);
  }

  private static void write(Path file, byte[] recording) {
    try {
      Files.write(file, recording);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Integer> sorted(Random random) {
    return random.ints(2000).boxed().sorted(Comparator.reverseOrder()).toList();
  }

  private static void work(ProfilerSdk profiler, Random random, CountDownLatch exports) {
    TreeMap<String, Integer> counts = new TreeMap<>();
    while (exports.getCount() > 0) {
      profiler.setTracingContext(random.nextLong(), 0);
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 200; i++) {
        text.append(String.format("word%s-%d;", Long.toHexString(random.nextLong()), i));
      }
      WORDS.matcher(text).results().forEach(word -> counts.merge(word.group(1), 1, Integer::sum));
      synchronized (WORDS) {
        counts.put(new BigInteger(2000, random).pow(20).toString(), 1);
      }
      counts.put("first", sorted(random).get(0));
      counts.clear();
    }
  }
}
