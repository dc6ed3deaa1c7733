package dev.spanprofiles.stack.ingest.pyroscope;

import dev.spanprofiles.stack.ingest.RefusedException;
import dev.spanprofiles.stack.ingest.SampleCollector;
import dev.spanprofiles.stack.model.Labels;
import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.model.SampleThread;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.model.TraceId;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Stack traces as text, one a line, the outermost function first: {@code main;run;work 12}. */
final class CollapsedSamples {

  /** With it, agents once sent one span's part of a profile a second time. */
  private static final String PROFILE_ID = "profile_id";

  private CollapsedSamples() {}

  /** Lines that end with a number. Those without any are skipped, as in Pyroscope. */
  static List<Sample> readGroups(Upload upload) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (String line : lines(upload)) {
      int space = line.lastIndexOf(' ');
      if (space >= 0) {
        counts.merge(line.substring(0, space), count(line, space), CollapsedSamples::sum);
      }
    }
    return samples(upload, counts);
  }

  /** Each line counts one. */
  static List<Sample> readLines(Upload upload) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (String line : lines(upload)) {
      if (!line.isEmpty()) {
        counts.merge(line, 1L, CollapsedSamples::sum);
      }
    }
    return samples(upload, counts);
  }

  private static List<String> lines(Upload upload) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(upload.files().profile("profile")))
          .toString()
          .lines()
          .toList();
    } catch (CharacterCodingException e) {
      throw RefusedException.malformed("the text is not UTF-8");
    }
  }

  private static long count(String line, int space) {
    try {
      long count = Long.parseLong(line.substring(space + 1));
      if (count >= 0) {
        return count;
      }
    } catch (NumberFormatException e) {
      // Refused below, as what is negative.
    }
    throw RefusedException.malformed("a line does not end with a number: " + line);
  }

  private static long sum(long a, long b) {
    try {
      return Math.addExact(a, b);
    } catch (ArithmeticException e) {
      throw RefusedException.malformed("the counts of a stack trace are no number of 64 bits");
    }
  }

  private static List<Sample> samples(Upload upload, Map<String, Long> counts) {
    if (!upload.name().labels().getOrDefault(PROFILE_ID, "").isEmpty()) {
      return List.of();
    }
    CollapsedType type = CollapsedType.of(upload.name().application(), upload.sampleRate());
    SampleCollector collector = new SampleCollector(upload.limits());
    Labels labels = collector.labels(labels(upload, type.application()));
    counts.forEach(
        (functions, count) ->
            collector.add(
                new Sample(
                    type.type(),
                    labels,
                    upload.fromNanos(),
                    TraceId.NONE,
                    SpanId.NONE,
                    SampleThread.UNKNOWN,
                    stack(functions, collector),
                    type.value(count),
                    collector.profileId())));
    return collector.samples();
  }

  private static Map<String, String> labels(Upload upload, String application) {
    Map<String, String> labels = new TreeMap<>(upload.name().labels());
    boolean named = labels.containsKey(Labels.SERVICE_NAME);
    labels.putIfAbsent(named ? AppName.APP_NAME : Labels.SERVICE_NAME, application);
    labels.put(PprofSamples.SPY, upload.spyName());
    return labels;
  }

  private static StackTrace stack(String functions, SampleCollector collector) {
    SampleCollector.Stack stack = collector.stack();
    int from = 0;
    while (from < functions.length() && !stack.isFull()) {
      int end = functions.indexOf(';', from);
      end = end < 0 ? functions.length() : end;
      stack.call(functions.substring(from, end));
      from = end + 1;
    }
    return stack.trace();
  }
}
