package dev.spanprofiles.it.truth;

import dev.spanprofiles.it.truth.Marks.Frame;
import dev.spanprofiles.it.truth.Sample.Event;
import dev.spanprofiles.it.truth.Truth.Labels;
import dev.spanprofiles.jvm.OtlpSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a request in OTLP: its links are the samples' spans. */
record OtlpProfile(Path request) implements Profile {

  @Override
  public void forEachSample(Consumer<Sample> consumer) throws IOException {
    for (OtlpSample sample : OtlpSample.read(Files.readAllBytes(request))) {
      Event event = event(sample.type());
      if (event != null) {
        List<Frame> stack = sample.functions().stream().map(OtlpProfile::frame).toList();
        for (int time = 0; time < sample.timesNanos().size(); time++) {
          consumer.accept(new Sample(event, labels(sample), stack));
        }
      }
    }
  }

  /** Each event once, though it may be two samples: one that counts it and one of its amount. */
  private static @Nullable Event event(String type) {
    return switch (type) {
      case OtlpSample.CPU -> Event.CPU;
      case "wall:nanoseconds:wall:nanoseconds" -> Event.WALL;
      case "alloc_in_new_tlab_objects:count:memory:bytes",
          "alloc_outside_tlab_objects:count:memory:bytes" ->
          Event.ALLOCATION;
      case "contentions:count:mutex:count" -> Event.LOCK;
      default -> null;
    };
  }

  private static @Nullable Labels labels(OtlpSample sample) {
    return sample.spanId().isEmpty()
        ? null
        : new Labels(
            sample.spanId(), sample.traceId(), sample.attributes().getOrDefault("span_name", ""));
  }

  /** {@code dev/spanprofiles/Example.method}. */
  private static Frame frame(String function) {
    int method = function.lastIndexOf('.');
    return new Frame(
        function.substring(0, Math.max(method, 0)).replace('/', '.'),
        function.substring(method + 1));
  }
}
