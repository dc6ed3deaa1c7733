package dev.spanprofiles.it.truth;

import dev.spanprofiles.it.truth.Marks.Frame;
import dev.spanprofiles.it.truth.Sample.Event;
import dev.spanprofiles.it.truth.Truth.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** Reads one recording, with the names in it. */
final class JfrProfile implements Profile {
  private final Path recording;
  private final Map<Long, String> names;

  JfrProfile(Path recording) throws IOException {
    this.recording = recording;
    String names = recording.getFileName().toString().replace(".jfr", ".names");
    try (var lines = Files.lines(recording.resolveSibling(names))) {
      this.names =
          lines
              .map(line -> line.split("\t", 2))
              .collect(Collectors.toMap(name -> Long.valueOf(name[0]), name -> name[1]));
    }
  }

  @Override
  public void forEachSample(Consumer<Sample> consumer) throws IOException {
    try (var file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent recorded = file.readEvent();
        Event event = Event.of(recorded.getEventType().getName());
        if (event != null) {
          consumer.accept(new Sample(event, labels(recorded), stack(recorded.getStackTrace())));
        }
      }
    }
  }

  private @Nullable Labels labels(RecordedEvent event) {
    long spanId = event.getLong("spanId");
    if (spanId == 0) {
      return null;
    }
    long high = event.getLong("traceIdHi");
    long low = event.getLong("traceIdLo");
    return new Labels(
        "%016x".formatted(spanId),
        high == 0 && low == 0 ? "" : "%016x%016x".formatted(high, low),
        names.getOrDefault(event.getLong("spanName"), ""));
  }

  private static List<Frame> stack(@Nullable RecordedStackTrace trace) {
    return trace == null
        ? List.of()
        : trace.getFrames().stream()
            .map(
                frame ->
                    new Frame(frame.getMethod().getType().getName(), frame.getMethod().getName()))
            .toList();
  }
}
