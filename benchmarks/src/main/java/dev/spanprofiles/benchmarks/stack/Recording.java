package dev.spanprofiles.benchmarks.stack;

import dev.spanprofiles.internal.otlp.RecordedProfile;
import dev.spanprofiles.internal.otlp.RecordingLabels;
import dev.spanprofiles.internal.otlp.RequestEncoder;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Writes what the agent uploads of ten seconds of a busy JVM (CPU, allocations and locks), and the
 * same as this library sends it as OTLP.
 */
public final class Recording {

  private static final int THREADS = 4;
  private static final Pattern WORDS = Pattern.compile("(\\w+)-(\\d+)(;|$)");

  private static final int MAX_REQUEST_BYTES = 100_000_000;

  private Recording() {}

  /** Into these files: the recording, and the request. */
  public static void main(String[] arguments) throws Exception {
    Path recording = Path.of(arguments[0]);
    Path otlp = Path.of(arguments[1]);
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
                    write(recording, snapshot.data);
                    write(otlp, request(snapshot));
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

  private static byte[] request(Snapshot snapshot) {
    RecordedProfile profile =
        new RecordedProfile(snapshot.data, snapshot.started, snapshot.ended, new NoLabels());
    Attributes resource = Attributes.of(AttributeKey.stringKey("service.name"), "bench");
    try {
      return new RequestEncoder(resource, MAX_REQUEST_BYTES, true).encode(profile).get(0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As they are not uploaded beside the recording, either. */
  private record NoLabels() implements RecordingLabels {
    @Override
    public String text(long id) {
      return "";
    }

    @Override
    public Map<String, String> context(long id) {
      return Map.of();
    }
  }

  private static void write(Path file, byte[] recording) {
    try {
      Files.write(file, recording);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Mostly arithmetic and matching, some garbage, now and then a contended lock. */
  private static void work(ProfilerSdk profiler, Random random, CountDownLatch exports) {
    TreeMap<String, Integer> counts = new TreeMap<>();
    String text = String.join(";", words(random));
    while (exports.getCount() > 0) {
      profiler.setTracingContext(random.nextLong(), 0);
      WORDS.matcher(text).results().forEach(word -> counts.merge(word.group(1), 1, Integer::sum));
      BigInteger number = new BigInteger(600, random);
      for (int i = 0; i < 20; i++) {
        number = number.nextProbablePrime();
      }
      synchronized (WORDS) {
        counts.put(number.pow(5).toString(), 1);
      }
      counts.clear();
    }
  }

  private static List<String> words(Random random) {
    return IntStream.range(0, 200)
        .mapToObj(i -> "word%x-%d".formatted(random.nextLong(), i))
        .toList();
  }
}
