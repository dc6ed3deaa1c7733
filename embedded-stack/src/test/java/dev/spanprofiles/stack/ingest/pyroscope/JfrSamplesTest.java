package dev.spanprofiles.stack.ingest.pyroscope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.recordings.FunctionNames;
import dev.spanprofiles.stack.ingest.IngestLimits;
import dev.spanprofiles.stack.ingest.ProfileLimits;
import dev.spanprofiles.stack.model.Labels;
import dev.spanprofiles.stack.model.ProfileId;
import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.model.SampleThread;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.wire.pyroscope.LabelsSnapshot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real recording read here and by the JDK's own parser: the two must say the same. */
@Tag("jdk")
final class JfrSamplesTest {

  private static final String CPU = "process_cpu:cpu:nanoseconds:cpu:nanoseconds";
  private static final String WALL = "wall:wall:nanoseconds:wall:nanoseconds";

  @TempDir static Path directory;
  private static AgentRecording.Made made;
  private static List<Sample> samples;
  private static List<RecordedEvent> events;

  @BeforeAll
  static void record() throws Exception {
    made = AgentRecording.make(directory);
    events = RecordingFile.readAllEvents(made.recording());
    samples = upload();
  }

  private static List<Sample> upload() throws IOException {
    return upload("now-1d", "now");
  }

  private static List<Sample> upload(String from, String until) throws IOException {
    Map<String, String> parameters =
        Map.of("name", "shop{region=eu}", "spyName", "javaspy", "from", from, "until", until);
    byte[] recording = Files.readAllBytes(made.recording());
    Upload upload =
        Upload.of(
            parameters::get,
            UploadFiles.read(null, recording, IngestLimits.DEFAULT),
            ProfileLimits.DEFAULT);
    return JfrSamples.read(
        new JfrUpload(
            upload,
            ByteBuffer.wrap(recording),
            LabelsSnapshot.parseFrom(Files.readAllBytes(made.labels()))));
  }

  @Test
  void everyEventIsASampleOfItsSpanTraceStackAndValue() {
    assertSame(CPU, "jdk.ExecutionSample", event -> 10_000_000L);
    assertSame(WALL, "profiler.WallClockSample", event -> event.getInt("samples") * 20_000_000L);
    assertSame(
        "memory:alloc_in_new_tlab_bytes:bytes:space:bytes",
        "jdk.ObjectAllocationInNewTLAB",
        event -> event.getLong("tlabSize"));
    assertSame(
        "memory:alloc_in_new_tlab_objects:count:space:bytes",
        "jdk.ObjectAllocationInNewTLAB",
        event -> 1L);
    assertSame("mutex:contentions:count:mutex:count", "jdk.JavaMonitorEnter", event -> 1L);
  }

  @Test
  void eachUploadIsAProfileOfItsOwn() throws IOException {
    assertThat(Stream.of(samples, upload()))
        .allSatisfy(one -> assertThat(one).extracting(Sample::profileId).containsOnly(id(one)))
        .extracting(JfrSamplesTest::id)
        .doesNotHaveDuplicates()
        .doesNotContain(ProfileId.NONE);
  }

  private static long id(List<Sample> upload) {
    return upload.get(0).profileId();
  }

  @Test
  void timesAreTheEventsAndInOrder() {
    assertThat(samples).extracting(Sample::timeNanos).isSorted();
    List<Long> expected =
        events.stream()
            .filter(event -> event.getEventType().getName().equals("profiler.WallClockSample"))
            .map(event -> nanos(event.getStartTime()))
            .sorted()
            .toList();
    List<Long> found = ofType(WALL).stream().map(Sample::timeNanos).toList();
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i)).isBetween(expected.get(i) - 1000, expected.get(i) + 1000);
    }
  }

  @Test
  void aRecordingOfAnotherTimeStandsAtTheUploads() throws IOException {
    List<Sample> old = upload("1700000000", "1700000010");
    assertThat(old).hasSameSizeAs(samples);
    assertThat(old).extracting(Sample::timeNanos).containsOnly(1_700_000_000_000_000_000L);
  }

  @Test
  void aLockWaitedForSinceBeforeTheUploadIsNoOtherTime() throws IOException {
    long last = samples.get(samples.size() - 1).timeNanos() / 1_000_000_000;
    // All but the samples of the last second are more than a minute too early.
    String from = Long.toString(last + 59);
    assertThat(upload(from, from)).extracting(Sample::timeNanos).isEqualTo(times(samples));
  }

  private static List<Long> times(List<Sample> of) {
    return of.stream().map(Sample::timeNanos).toList();
  }

  @Test
  void threadsAreTheEvents() {
    assertSameThreads(WALL, "profiler.WallClockSample", "sampledThread");
    assertSameThreads(CPU, "jdk.ExecutionSample", "sampledThread");
    assertSameThreads("mutex:contentions:count:mutex:count", "jdk.JavaMonitorEnter", "eventThread");
    assertThat(ofType(WALL))
        .extracting(sample -> sample.thread().state())
        .contains(SampleThread.State.SLEEPING);
  }

  private static void assertSameThreads(String type, String eventName, String field) {
    List<String> expected =
        events.stream()
            .filter(event -> event.getEventType().getName().equals(eventName))
            .map(event -> thread(event, field))
            .toList();
    assertThat(ofType(type))
        .extracting(
            sample ->
                sample.thread().id() + " " + sample.thread().name() + " " + sample.thread().state())
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static String thread(RecordedEvent event, String field) {
    RecordedThread thread = event.getThread(field);
    String state = event.hasField("state") ? event.getString("state") : "";
    return "%d %s %s"
        .formatted(
            thread.getOSThreadId(),
            thread.getJavaName() == null ? thread.getOSName() : thread.getJavaName(),
            switch (state) {
              case "STATE_RUNNABLE" -> "RUNNABLE";
              case "STATE_SLEEPING" -> "SLEEPING";
              default -> "UNKNOWN";
            });
  }

  @Test
  void contentionIsInNanoseconds() {
    long expected =
        events.stream()
            .filter(event -> event.getEventType().getName().equals("jdk.JavaMonitorEnter"))
            .mapToLong(event -> event.getDuration().toNanos())
            .sum();
    long found =
        ofType("mutex:delay:nanoseconds:mutex:count").stream().mapToLong(Sample::value).sum();
    assertThat(found).isPositive().isBetween(expected - 100_000, expected + 100_000);
  }

  @Test
  void labelsAreTheUploadsTheContextsAndTheSpansName() {
    Set<Labels> ofCar =
        ofType(CPU).stream()
            .filter(sample -> sample.spanId() == AgentRecording.CAR_SPAN)
            .map(Sample::labels)
            .collect(Collectors.toCollection(HashSet::new));
    assertThat(ofCar)
        .containsExactly(
            Labels.of(
                Map.of(
                    "service_name", "shop",
                    "region", "eu",
                    "pyroscope_spy", "javaspy",
                    "jfr_event", "ctimer",
                    "vehicle", "car",
                    "span_name", AgentRecording.SPAN_NAME)));
    assertThat(ofType(CPU))
        .filteredOn(sample -> sample.spanId() == AgentRecording.BIKE_SPAN)
        .isNotEmpty()
        .allSatisfy(
            sample ->
                assertThat(sample.labels().values())
                    .containsEntry("vehicle", "bike")
                    .doesNotContainKey("span_name"));
    assertThat(ofType(WALL))
        .filteredOn(sample -> sample.spanId() == SpanId.NONE)
        .isNotEmpty()
        .allSatisfy(sample -> assertThat(sample.traceId()).isEqualTo(TraceId.NONE));
  }

  @Test
  void functionsAreNamedAsPyroscopeNamesThem() {
    assertThat(ofType(CPU))
        .filteredOn(sample -> sample.spanId() == AgentRecording.CAR_SPAN)
        .anySatisfy(
            sample ->
                assertThat(sample.stackTrace().functions())
                    .containsSubsequence(
                        "dev/spanprofiles/stack/ingest/pyroscope/AgentRecording.burnCpu",
                        "dev/spanprofiles/stack/ingest/pyroscope/AgentRecording.work",
                        "dev/spanprofiles/stack/ingest/pyroscope/AgentRecording$$Lambda_.run",
                        "java/lang/Thread.run"));
  }

  private interface Value {
    long of(RecordedEvent event);
  }

  private static void assertSame(String type, String eventName, Value value) {
    List<String> expected = new ArrayList<>();
    for (RecordedEvent event : events) {
      if (event.getEventType().getName().equals(eventName)) {
        expected.add(
            line(
                event.getLong("spanId"),
                new TraceId(event.getLong("traceIdHi"), event.getLong("traceIdLo")),
                functions(event),
                value.of(event)));
      }
    }
    List<String> found =
        ofType(type).stream()
            .map(
                sample ->
                    line(
                        sample.spanId(),
                        sample.traceId(),
                        sample.stackTrace().functions(),
                        sample.value()))
            .toList();
    assertThat(found).as(type).isNotEmpty().containsExactlyInAnyOrderElementsOf(expected);
  }

  private static String line(long spanId, TraceId traceId, List<String> functions, long value) {
    String names =
        functions.stream().map(JfrSamplesTest::comparable).collect(Collectors.joining(" < "));
    return value + " in " + SpanId.toHex(spanId) + " of " + traceId + ": " + names;
  }

  private static List<String> functions(RecordedEvent event) {
    return event.getStackTrace().getFrames().stream()
        .map(frame -> frame.getMethod().getType().getName() + "." + frame.getMethod().getName())
        .toList();
  }

  /** The JDK writes class names with dots, and keeps the numbers of generated ones. */
  private static String comparable(String function) {
    int method = function.lastIndexOf('.');
    return FunctionNames.merge(function.substring(0, method))
            .replace('/', '.')
            .replaceAll("\\$\\$Lambda.*", "\\$\\$Lambda")
        + function.substring(method);
  }

  private static List<Sample> ofType(String type) {
    return samples.stream().filter(sample -> sample.type().toString().equals(type)).toList();
  }

  private static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000L + time.getNano();
  }
}
