package dev.spanprofiles.stack.ingest.pyroscope;

import static java.util.Comparator.comparingLong;

import dev.spanprofiles.recordings.RecordedSample;
import dev.spanprofiles.recordings.RecordedStack;
import dev.spanprofiles.recordings.RecordedThread;
import dev.spanprofiles.recordings.RecordedType;
import dev.spanprofiles.recordings.RecordingChunk;
import dev.spanprofiles.stack.model.Labels;
import dev.spanprofiles.stack.model.ProfileId;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.model.SampleThread;
import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.model.TraceId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A recording's samples as the store has them, with the labels of the upload. */
final class JfrSamples {

  private static final Map<RecordedType, ProfileType> TYPES =
      Arrays.stream(RecordedType.values())
          .collect(Collectors.toMap(Function.identity(), type -> ProfileType.parse(type.id())));

  private final SampleLabels labels;
  private final long profileId;

  // One object each: the store tells them apart by identity first.
  private final IdentityHashMap<RecordedStack, StackTrace> stackTraces = new IdentityHashMap<>();
  private final IdentityHashMap<RecordedThread, SampleThread> threads = new IdentityHashMap<>();

  private JfrSamples(SampleLabels labels, long profileId) {
    this.labels = labels;
    this.profileId = profileId;
  }

  /**
   * The samples of a recording by time; all are of one profile.
   *
   * @throws IOException if it is no recording, or a broken one
   */
  static List<Sample> read(JfrUpload upload) throws IOException {
    long profileId = ProfileId.random();
    List<Sample> samples = new ArrayList<>();
    for (RecordingChunk chunk : RecordingChunk.read(upload.recording(), upload.sampleRate())) {
      Labels series = upload.name().seriesLabels(upload.spyName(), chunk.settings().event());
      JfrSamples reading = new JfrSamples(new SampleLabels(series, upload.labels()), profileId);
      chunk.forEachSample(recorded -> samples.add(reading.sample(recorded)));
    }
    samples.sort(comparingLong(Sample::timeNanos));
    return samples;
  }

  private Sample sample(RecordedSample recorded) {
    return new Sample(
        Objects.requireNonNull(TYPES.get(recorded.type())),
        labels.of(recorded.contextId(), recorded.spanName()),
        recorded.timeNanos(),
        traceId(recorded),
        recorded.spanId(),
        threads.computeIfAbsent(recorded.thread(), JfrSamples::thread),
        stackTraces.computeIfAbsent(recorded.stack(), stack -> new StackTrace(stack.functions())),
        recorded.value(),
        profileId);
  }

  private static TraceId traceId(RecordedSample recorded) {
    long high = recorded.traceIdHigh();
    long low = recorded.traceIdLow();
    return high == 0 && low == 0 ? TraceId.NONE : new TraceId(high, low);
  }

  private static SampleThread thread(RecordedThread thread) {
    SampleThread.State state =
        switch (thread.state()) {
          case RUNNABLE -> SampleThread.State.RUNNABLE;
          case SLEEPING -> SampleThread.State.SLEEPING;
          case UNKNOWN -> SampleThread.State.UNKNOWN;
        };
    return new SampleThread(thread.id(), thread.name(), state);
  }
}
