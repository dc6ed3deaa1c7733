package dev.spanprofiles.benchmarks.stack;

import dev.spanprofiles.benchmarks.load.Load;
import dev.spanprofiles.benchmarks.load.Load.Rate;
import dev.spanprofiles.recordings.RecordedSample;
import dev.spanprofiles.recordings.RecordingChunk;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How fast the stack takes in the same ten seconds of a JVM as a recording and as OTLP, by turns so
 * that both meet the same machine. The script {@code stack} starts it.
 */
final class ProfileIntake {

  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final Duration TIME = Duration.ofSeconds(10);
  private static final int ROUNDS = 3;
  private static final int SAMPLE_RATE = 100;

  private ProfileIntake() {}

  /** Where profiles are taken by Pyroscope's API and by OTLP, the stack's process, both files. */
  public static void main(String[] arguments) throws Exception {
    ProcessHandle stack = ProcessHandle.of(Long.parseLong(arguments[2])).orElseThrow();
    byte[] recording = Files.readAllBytes(Path.of(arguments[3]));
    byte[] request = Files.readAllBytes(Path.of(arguments[4]));
    long samples = samples(recording);
    Load jfr =
        new Load(
            URI.create(arguments[0])
                .resolve("/ingest?name=bench&spyName=javaspy&sampleRate=100&format=jfr"),
            "application/octet-stream",
            () -> recording,
            stack);
    Load otlp =
        new Load(
            URI.create(arguments[1]).resolve("/v1development/profiles"),
            "application/x-protobuf",
            () -> request,
            stack);
    jfr.run(WARM_UP);
    otlp.run(WARM_UP);
    List<Rate> jfrRates = new ArrayList<>();
    List<Rate> otlpRates = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      jfrRates.add(jfr.run(TIME));
      otlpRates.add(otlp.run(TIME));
    }
    print("JFR", recording.length, samples, median(jfrRates));
    print("OTLP", request.length, samples, median(otlpRates));
  }

  private static long samples(byte[] recording) throws IOException {
    List<RecordedSample> samples = new ArrayList<>();
    for (RecordingChunk chunk :
        RecordingChunk.read(ByteBuffer.wrap(recording), SAMPLE_RATE, Long.MAX_VALUE)) {
      chunk.forEachSample(samples::add);
    }
    return samples.size();
  }

  private static Rate median(List<Rate> rates) {
    return rates.stream()
        .sorted(Comparator.comparingDouble(Rate::perCpuSecond))
        .toList()
        .get(ROUNDS / 2);
  }

  private static void print(String format, int bytes, long samples, Rate rate) {
    System.out.printf(
        "| %s of %.2f MB, %,d samples: MB, samples stored a second; a CPU second"
            + " | %.1f, %,.0f; %.1f, %,.0f |%n",
        format,
        bytes / 1e6,
        samples,
        rate.perSecond() * bytes / 1e6,
        rate.perSecond() * samples,
        rate.perCpuSecond() * bytes / 1e6,
        rate.perCpuSecond() * samples);
  }
}
