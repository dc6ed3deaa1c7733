package dev.spanprofiles.stack.ingest.pyroscope;

import dev.spanprofiles.recordings.RecordedSample;
import dev.spanprofiles.recordings.RecordedStack;
import dev.spanprofiles.recordings.RecordedThread;
import dev.spanprofiles.recordings.RecordedType;
import dev.spanprofiles.recordings.RecordingChunk;
import dev.spanprofiles.recordings.RecordingTooLargeException;
import dev.spanprofiles.stack.ingest.RefusedException;
import dev.spanprofiles.stack.ingest.SampleCollector;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.model.SampleThread;
import dev.spanprofiles.stack.model.StackTrace;
import java.io.IOException;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A recording's samples as the store has them, with the labels of the upload. */
final class JfrSamples {

  private static final Map<RecordedType, ProfileType> TYPES =
      Arrays.stream(RecordedType.values())
          .collect(Collectors.toMap(Function.identity(), type -> ProfileType.parse(type.id())));

  /** Agents tell when they recorded in whole seconds. */
  private static final long SLACK_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final RecordedOwners owners;
  private final SampleCollector collector;

  // One object each: the store tells them apart by identity first.
  private final IdentityHashMap<RecordedStack, StackTrace> stackTraces = new IdentityHashMap<>();
  private final IdentityHashMap<RecordedThread, SampleThread> threads = new IdentityHashMap<>();

  private JfrSamples(RecordedOwners owners, SampleCollector collector) {
    this.owners = owners;
    this.collector = collector;
  }

  /**
   * The samples of a recording by time; all are of one profile.
   *
   * @throws IOException if it is no recording, or a broken one
   * @throws RefusedException if it comes to too much
   */
  static List<Sample> read(JfrUpload recording) throws IOException {
    Upload upload = recording.upload();
    SampleCollector collector = new SampleCollector(upload.limits());
    List<RecordingChunk> chunks =
        RecordingChunk.read(
            recording.recording(), recording.sampleRate(), upload.limits().maxUnfoldedBytes());
    String event = chunks.get(chunks.size() - 1).settings().event();
    Map<String, String> series = upload.name().seriesLabels(upload.spyName(), event);
    for (RecordingChunk chunk : chunks) {
      RecordedOwners owners = new RecordedOwners(series, recording.labels(), collector);
      try {
        chunk.forEachSample(new JfrSamples(owners, collector)::add);
      } catch (RecordingTooLargeException e) {
        throw RefusedException.tooLarge(String.valueOf(e.getMessage()));
      }
    }
    return inTime(upload, collector.samples());
  }

  /**
   * A recording that was not made when its upload says is from elsewhere, such as a file of last
   * year: it stands where Pyroscope puts all recordings, at the beginning of the upload's time. The
   * last sample tells, as the first may be a lock that was waited for since long before.
   */
  private static List<Sample> inTime(Upload upload, List<Sample> samples) {
    long last = samples.isEmpty() ? 0 : samples.get(samples.size() - 1).timeNanos();
    boolean recordedThen =
        last >= upload.fromNanos() - SLACK_NANOS && last <= upload.untilNanos() + SLACK_NANOS;
    return recordedThen
        ? samples
        : samples.stream().map(sample -> sample.at(upload.fromNanos())).toList();
  }

  private void add(RecordedSample recorded) {
    Owner owner = owners.of(recorded);
    collector.add(
        new Sample(
            Objects.requireNonNull(TYPES.get(recorded.type())),
            owner.labels(),
            recorded.timeNanos(),
            owner.traceId(),
            owner.spanId(),
            threads.computeIfAbsent(recorded.thread(), JfrSamples::thread),
            stackTraces.computeIfAbsent(recorded.stack(), this::stackTrace),
            recorded.value(),
            collector.profileId()));
  }

  private StackTrace stackTrace(RecordedStack recorded) {
    SampleCollector.Stack stack = collector.stack();
    List<String> functions = recorded.functions();
    for (int i = functions.size() - 1; i >= 0 && !stack.isFull(); i--) {
      stack.call(functions.get(i));
    }
    return stack.trace();
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
