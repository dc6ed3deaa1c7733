package dev.spanprofiles.it.truth;

import dev.spanprofiles.it.truth.Truth.Labels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Numbers the truths of a workload, and carries them from its JVM to the judge's in a file. */
final class TruthLog {
  private static final String NONE = "-";

  private final Map<Truth, Integer> numbers = new ConcurrentHashMap<>();
  private final AtomicInteger next = new AtomicInteger();

  /** The number that stands for {@code truth} in {@link Marks}. */
  int number(Truth truth) {
    return numbers.computeIfAbsent(truth, t -> next.getAndIncrement());
  }

  /** Writes a line a truth: number, scenario, span id, trace id, span name. */
  void write(Path file) throws IOException {
    Files.write(
        file,
        numbers.entrySet().stream()
            .map(
                entry -> {
                  Truth truth = entry.getKey();
                  Labels due = truth.owner() == null ? new Labels(NONE, NONE, NONE) : truth.owner();
                  return String.join(
                      "\t",
                      entry.getValue().toString(),
                      truth.scenario(),
                      due.spanId(),
                      due.traceId(),
                      due.spanName());
                })
            .toList());
  }

  /** Reads what {@link #write} wrote, by number. */
  static Map<Integer, Truth> read(Path file) {
    try (var lines = Files.lines(file)) {
      return lines
          .map(line -> line.split("\t", -1))
          .collect(
              Collectors.toMap(
                  fields -> Integer.valueOf(fields[0]),
                  fields ->
                      new Truth(
                          fields[1],
                          fields[2].equals(NONE)
                              ? null
                              : new Labels(fields[2], fields[3], fields[4]))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
