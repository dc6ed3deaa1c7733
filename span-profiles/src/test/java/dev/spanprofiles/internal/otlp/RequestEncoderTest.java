package dev.spanprofiles.internal.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spanprofiles.jvm.OtlpSample;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.profiles.v1development.Link;
import io.opentelemetry.proto.profiles.v1development.Profile;
import io.opentelemetry.proto.profiles.v1development.ProfilesDictionary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real recording as OTLP, read with the published classes: it says what the JDK's own parser
 * finds in the recording.
 */
@Tag("jdk")
class RequestEncoderTest {

  private static final Attributes RESOURCE =
      Attributes.of(
          AttributeKey.stringKey("service.name"),
          "shop",
          AttributeKey.longKey("process.pid"),
          42L,
          AttributeKey.booleanKey("spot"),
          true,
          AttributeKey.doubleKey("share"),
          0.5,
          AttributeKey.stringArrayKey("zones"),
          List.of("a", "b"));

  @TempDir static Path directory;
  private static Recorded recorded;
  private static byte[] request;
  private static List<OtlpSample> samples;

  @BeforeAll
  static void record() throws Exception {
    recorded = Recorded.make(directory);
    List<byte[]> requests =
        new RequestEncoder(RESOURCE, 100_000_000, true).encode(recorded.profile());
    assertThat(requests).hasSize(1);
    request = requests.get(0);
    samples = OtlpSample.read(request);
  }

  @Test
  void everyEventIsASampleWithItsTimeThreadStackAndSpan() {
    assertSame(OtlpSample.CPU, "jdk.ExecutionSample", "sampledThread", event -> 1);
    assertSame(
        "wall:nanoseconds:wall:nanoseconds",
        "profiler.WallClockSample",
        "sampledThread",
        event -> event.getInt("samples") * 20_000_000L);
    assertSame(
        "alloc_in_new_tlab_objects:count:memory:bytes",
        "jdk.ObjectAllocationInNewTLAB",
        "eventThread",
        event -> 1);
    assertSame(
        "alloc_in_new_tlab_bytes:bytes:memory:bytes",
        "jdk.ObjectAllocationInNewTLAB",
        "eventThread",
        event -> event.getLong("tlabSize"));
    assertSame("contentions:count:mutex:count", "jdk.JavaMonitorEnter", "eventThread", event -> 1);
  }

  @Test
  void locksHaveTheirDuration() {
    long expected =
        recorded.of("jdk.JavaMonitorEnter").stream()
            .mapToLong(event -> event.getDuration().toNanos())
            .sum();
    long found =
        of("delay:nanoseconds:mutex:count").stream()
            .mapToLong(sample -> sample.values().get(0))
            .sum();
    assertThat(found).isPositive().isBetween(expected - 100_000, expected + 100_000);
  }

  @Test
  void linksAreTheSpansOfTheSamples() throws Exception {
    ProfilesDictionary dictionary = dictionary();
    assertThat(dictionary.getLinkTableList())
        .extracting(RequestEncoderTest::text)
        .startsWith("0".repeat(32) + " " + "0".repeat(16))
        .containsExactlyInAnyOrder(
            "0".repeat(32) + " " + "0".repeat(16),
            "0af7651916cd43dd8448eb211c80319c ca0000000000000c",
            "0af7651916cd43dd8448eb211c80319c 000000000000000b");
  }

  @Test
  void namesAndLabelsAreAttributesOfTheirSpansSamples() {
    assertThat(of(OtlpSample.CPU))
        .filteredOn(sample -> sample.spanId().equals("ca0000000000000c"))
        .isNotEmpty()
        .allSatisfy(
            sample ->
                assertThat(sample.attributes())
                    .containsEntry("span_name", Recorded.CAR_NAME)
                    .containsEntry("vehicle", "car")
                    .containsEntry("thread.name", "car worker")
                    .containsKey("thread.id")
                    .doesNotContainKey("jvm.thread.state"));
    assertThat(of(OtlpSample.CPU))
        .filteredOn(sample -> sample.spanId().equals("000000000000000b"))
        .isNotEmpty()
        .allSatisfy(
            sample -> assertThat(sample.attributes()).doesNotContainKeys("span_name", "vehicle"));
    assertThat(of("wall:nanoseconds:wall:nanoseconds"))
        .extracting(sample -> sample.attributes().get("jvm.thread.state"))
        .contains("runnable", "waiting");
  }

  @Test
  void theResourceIsTheSpans() {
    assertThat(samples.get(0).resource())
        .isEqualTo(
            Map.of(
                "service.name", "shop",
                "process.pid", "42",
                "spot", "true",
                "share", "0.5",
                "zones", "[a, b]"));
  }

  @Test
  void eachTableHasEachValueOnceAndNothingFirst() throws Exception {
    ProfilesDictionary dictionary = dictionary();
    assertThat(dictionary.getMappingTableList()).hasSize(1);
    assertThat(dictionary.getStringTableList()).startsWith("").doesNotHaveDuplicates();
    assertThat(dictionary.getFunctionTableList()).doesNotHaveDuplicates();
    assertThat(dictionary.getLocationTableList()).doesNotHaveDuplicates();
    assertThat(dictionary.getStackTableList()).doesNotHaveDuplicates();
    assertThat(dictionary.getAttributeTableList()).doesNotHaveDuplicates();
    assertThat(dictionary.getLinkTableList()).doesNotHaveDuplicates();
    assertThat(dictionary.getFunctionTable(0).getNameStrindex()).isZero();
    assertThat(dictionary.getStackTable(0).getLocationIndicesCount()).isZero();
    assertThat(dictionary.getAttributeTable(0).getKeyStrindex()).isZero();
  }

  @Test
  void samplesOfCpuTimeThatDifferInTimeAloneAreOne() {
    assertThat(of(OtlpSample.CPU))
        .allSatisfy(sample -> assertThat(sample.values()).isEmpty())
        .extracting(
            sample -> sample.functions() + sample.spanId() + sample.attributes().get("thread.id"))
        .doesNotHaveDuplicates();
    assertThat(of(OtlpSample.CPU)).anyMatch(sample -> sample.timesNanos().size() > 1);
    assertThat(of(OtlpSample.CPU)).allMatch(sample -> sample.period() == 10_000_000);
  }

  /** Pyroscope refuses a request that has several values in a sample. */
  @Test
  void anyOtherSampleHasOneValueAndItsTime() {
    assertThat(samples)
        .filteredOn(sample -> !sample.type().equals(OtlpSample.CPU))
        .allSatisfy(
            sample -> {
              assertThat(sample.values()).hasSize(1);
              assertThat(sample.timesNanos()).hasSize(1);
              assertThat(sample.period()).isPositive();
            });
  }

  @Test
  void profilesSayTheirInterval() throws Exception {
    List<Profile> profiles =
        ExportProfilesServiceRequest.parseFrom(request)
            .getResourceProfiles(0)
            .getScopeProfiles(0)
            .getProfilesList();
    long start = nanos(recorded.profile().from());
    long duration = nanos(recorded.profile().to()) - start;
    assertThat(profiles)
        .hasSizeGreaterThan(5)
        .allSatisfy(
            profile -> {
              assertThat(profile.getTimeUnixNano()).isEqualTo(start);
              assertThat(profile.getDurationNano()).isEqualTo(duration);
            });
  }

  @Test
  void aRecordingThatIsTooLargeIsSentInSeveralRequests() throws Exception {
    int most = request.length / 3;
    List<byte[]> requests = new RequestEncoder(RESOURCE, most, true).encode(recorded.profile());
    assertThat(requests).hasSizeGreaterThan(2).allMatch(part -> part.length <= most);
    List<OtlpSample> ofAll = new ArrayList<>();
    for (byte[] part : requests) {
      ofAll.addAll(OtlpSample.read(part));
    }
    assertThat(ofAll.stream().flatMap(RequestEncoderTest::lines).toList())
        .containsExactlyInAnyOrderElementsOf(
            samples.stream().flatMap(RequestEncoderTest::lines).toList());
  }

  @Test
  void aSampleThatAloneIsTooLargeIsNotSent() {
    assertThatThrownBy(() -> new RequestEncoder(RESOURCE, 100, true).encode(recorded.profile()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("one sample alone takes");
  }

  @Test
  void threadsCanBeLeftOut() throws Exception {
    byte[] without =
        new RequestEncoder(RESOURCE, 100_000_000, false).encode(recorded.profile()).get(0);
    assertThat(OtlpSample.read(without))
        .isNotEmpty()
        .allSatisfy(
            sample ->
                assertThat(sample.attributes())
                    .doesNotContainKeys("thread.id", "thread.name", "jvm.thread.state"));
  }

  @Test
  void whatIsNoRecordingIsRefused() {
    RecordedProfile broken =
        new RecordedProfile(
            new byte[100], Instant.EPOCH, Instant.EPOCH, recorded.profile().labels());
    assertThatThrownBy(() -> new RequestEncoder(RESOURCE, 1000, true).encode(broken))
        .isInstanceOf(IOException.class);
  }

  private static void assertSame(
      String type, String eventName, String threadField, ToLongFunction<RecordedEvent> value) {
    List<String> expected =
        recorded.of(eventName).stream()
            .map(event -> line(event, threadField, value.applyAsLong(event)))
            .toList();
    assertThat(of(type).stream().flatMap(RequestEncoderTest::lines).toList())
        .as(type)
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static List<OtlpSample> of(String type) {
    return samples.stream().filter(sample -> sample.type().equals(type)).toList();
  }

  /** One for each of its times. */
  private static Stream<String> lines(OtlpSample sample) {
    return sample.timesNanos().stream()
        .map(
            time ->
                "%s %s in %s of %s"
                    .formatted(
                        sample.values().isEmpty() ? 1 : sample.values().get(0),
                        sample.spanId(),
                        comparable(sample.functions()),
                        sample.attributes().get("thread.id")));
  }

  private static String line(RecordedEvent event, String threadField, long value) {
    RecordedThread thread = event.getThread(threadField);
    long span = event.getLong("spanId");
    return "%s %s in %s of %s"
        .formatted(
            value,
            span == 0 ? "" : "%016x".formatted(span),
            comparable(
                event.getStackTrace().getFrames().stream()
                    .map(RecordedFrame::getMethod)
                    .map(method -> method.getType().getName() + "." + method.getName())
                    .toList()),
            thread.getOSThreadId());
  }

  /** The JDK writes class names with dots, and keeps the numbers of generated ones. */
  private static List<String> comparable(List<String> functions) {
    return functions.stream()
        .map(
            name ->
                name.replace('/', '.').replaceAll("\\$\\$Lambda[^.]*(\\.0x\\w+)?", "\\$\\$Lambda"))
        .map(name -> name.replaceAll("(GeneratedMethodAccessor)[_0-9]+", "$1"))
        .map(name -> name.replaceAll("libasyncProfiler-[^ ]*\\.so", "libasyncProfiler"))
        .toList();
  }

  @Test
  void timesAreTheEvents() {
    List<Long> expected =
        recorded.of("jdk.ExecutionSample").stream()
            .map(event -> nanos(event.getStartTime()))
            .sorted()
            .toList();
    List<Long> found =
        of(OtlpSample.CPU).stream()
            .flatMap(sample -> sample.timesNanos().stream())
            .sorted()
            .toList();
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i)).isBetween(expected.get(i) - 1000, expected.get(i) + 1000);
    }
  }

  private static ProfilesDictionary dictionary() throws IOException {
    return ExportProfilesServiceRequest.parseFrom(request).getDictionary();
  }

  private static String text(Link link) {
    return HexFormat.of().formatHex(link.getTraceId().toByteArray())
        + " "
        + HexFormat.of().formatHex(link.getSpanId().toByteArray());
  }

  private static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000L + time.getNano();
  }
}
