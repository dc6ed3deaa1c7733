package dev.spanprofiles.stack.ingest.otlp;

import static dev.spanprofiles.stack.ingest.Compression.gzip;
import static dev.spanprofiles.stack.ingest.otlp.ProfileRequest.T0;
import static dev.spanprofiles.stack.ingest.otlp.ProfileRequest.attribute;
import static dev.spanprofiles.stack.ingest.otlp.ProfileRequest.number;
import static dev.spanprofiles.stack.ingest.otlp.ProfileRequest.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.util.JsonFormat;
import com.google.rpc.Status;
import dev.spanprofiles.stack.ingest.IngestLimits;
import dev.spanprofiles.stack.ingest.KeptSamples;
import dev.spanprofiles.stack.model.Labels;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.model.SampleThread;
import dev.spanprofiles.stack.model.SampleThread.State;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.query.HttpApi;
import dev.spanprofiles.stack.query.HttpApi.Answer;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes of profiles sent by OTLP: the same samples as of a recording. */
final class OtlpProfilesTest {

  private static final String PATH = "/v1development/profiles";
  private static final String PROTOBUF = "application/x-protobuf";
  private static final String TRACE = "0102030405060708090a0b0c0d0e0f10";
  private static final String SPAN = "1112131415161718";

  private static final KeptSamples KEPT = new KeptSamples();
  private static HttpApi api;

  private final ProfileRequest request = new ProfileRequest("shop");

  @BeforeAll
  static void start() {
    api =
        new HttpApi(
            new OtlpApi(KEPT.store(), KEPT.store(), new IngestLimits(1 << 16, 1 << 17, 2))::routes);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void aSampleOfASpanHasAllThatItSays() throws Exception {
    request
        .cpu()
        .addSamples(
            request
                .sampleIn(TRACE, SPAN, "a/B.work", "a/B.main")
                .addAttributeIndices(request.attribute("thread.name", "http-1"))
                .addAttributeIndices(request.attributeOf("thread.id", number(42)))
                .addAttributeIndices(request.attribute("jvm.thread.state", "runnable"))
                .addAttributeIndices(request.attribute("span_name", "GET /cars"))
                .addTimestampsUnixNano(T0 + 20)
                .addTimestampsUnixNano(T0 + 10));
    Labels labels =
        Labels.of(Map.of("service_name", "shop", "service.name", "shop", "span_name", "GET /cars"));
    List<Sample> stored = stored();
    assertThat(stored)
        .extracting(sample -> sample.in(0))
        .containsExactly(sample(labels, T0 + 10), sample(labels, T0 + 20));
    assertThat(stored).extracting(Sample::profileId).doesNotContain(0L).hasSize(2);
    assertThat(stored.get(0).profileId()).isEqualTo(stored.get(1).profileId());
  }

  private static Sample sample(Labels labels, long time) {
    return new Sample(
        ProfileType.CPU,
        labels,
        time,
        TraceId.parse(TRACE),
        SpanId.parse(SPAN),
        new SampleThread(42, "http-1", State.RUNNABLE),
        new StackTrace(List.of("a/B.work", "a/B.main")),
        10_000_000);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "samples/count, cpu/nanoseconds, 7, process_cpu:cpu:nanoseconds:cpu:nanoseconds, 21",
        "wall/nanoseconds, wall/nanoseconds, 7, wall:wall:nanoseconds:wall:nanoseconds, 3",
        "delay/nanoseconds, mutex/count, 1, mutex:delay:nanoseconds:mutex:count, 3",
        "contentions/count, block/count, 1, block:contentions:count:block:count, 3",
        "alloc_in_new_tlab_bytes/bytes, memory/bytes, 1,"
            + " memory:alloc_in_new_tlab_bytes:bytes:memory:bytes, 3",
        "cpu/nanoseconds, cpu/nanoseconds, 7, cpu:cpu:nanoseconds:cpu:nanoseconds, 3",
        "off_cpu/nanoseconds, '', 0, off_cpu:off_cpu:nanoseconds::, 3",
        "samples/count, '', 0, samples:samples:count::, 3",
      })
  void profileTypesAreNamedAsPyroscopeNamesThem(
      String sampleType, String periodType, long period, String name, long value) throws Exception {
    request.profile(sampleType, periodType, period).addSamples(request.sample("a").addValues(3));
    assertThat(stored())
        .satisfiesExactly(
            sample -> {
              assertThat(sample.type()).hasToString(name);
              assertThat(sample.value()).isEqualTo(value);
            });
  }

  @Test
  void aValueForEachTime() throws Exception {
    request
        .profile("wall/nanoseconds", "wall/nanoseconds", 1)
        .addSamples(
            request
                .sample("a")
                .addValues(5)
                .addValues(7)
                .addTimestampsUnixNano(T0 + 1)
                .addTimestampsUnixNano(T0 + 2));
    assertThat(stored())
        .extracting(Sample::timeNanos, Sample::value)
        .containsExactly(tuple(T0 + 1, 5L), tuple(T0 + 2, 7L));
  }

  @Test
  void aValueWithoutATimeIsTheProfiles() throws Exception {
    request.cpu().addSamples(request.sample("a").addValues(1));
    request.cpu().clearTimeUnixNano().addSamples(request.sample("b").addValues(1));
    long before = System.currentTimeMillis() * 1_000_000;
    List<Sample> samples = stored();
    assertThat(samples.get(0).timeNanos()).isEqualTo(T0);
    assertThat(samples.get(1).timeNanos()).isGreaterThanOrEqualTo(before);
  }

  @Test
  void whatCountsNothingIsLeftOut() throws Exception {
    request
        .cpu()
        .addSamples(request.sample("a").addValues(0))
        .addSamples(request.sample("a").addValues(-1))
        .addSamples(request.sample("b").addValues(1));
    assertThat(stored())
        .extracting(Sample::stackTrace)
        .containsExactly(new StackTrace(List.of("b")));
  }

  @Test
  void inlinedFunctionsStandBeforeTheirCallerAndAddressesAreLeftOut() throws Exception {
    int inlined = request.location("memcpy", "printf");
    int address = request.location();
    int main = request.location("main");
    request
        .cpu()
        .addSamples(
            request
                .sample()
                .setStackIndex(request.stack(List.of(inlined, address, main)))
                .addValues(1));
    assertThat(stored())
        .extracting(Sample::stackTrace)
        .containsExactly(new StackTrace(List.of("memcpy", "printf", "main")));
  }

  @Test
  void attributesOfResourceScopeAndSampleAreLabels() throws Exception {
    var resource = request.builder().getResourceProfilesBuilder(0);
    resource.getResourceBuilder().addAttributes(attribute("host.name", text("h1")));
    resource.getResourceBuilder().addAttributes(attribute("n", number(7)));
    resource
        .getResourceBuilder()
        .addAttributes(attribute("b", AnyValue.newBuilder().setBoolValue(true).build()));
    resource
        .getResourceBuilder()
        .addAttributes(
            attribute(
                "one",
                AnyValue.newBuilder()
                    .setArrayValue(ArrayValue.newBuilder().addValues(text("of a list")))
                    .build()));
    resource.getResourceBuilder().addAttributes(attribute("__name__", text("ours")));
    resource.getScopeProfilesBuilder(0).getScopeBuilder().addAttributes(attribute("n", number(8)));
    request
        .cpu()
        .addSamples(
            request
                .sample("a")
                .addAttributeIndices(request.attribute("host.name", "another"))
                .addAttributeIndices(request.attribute("tenant", "blue"))
                .addValues(1));
    assertThat(stored())
        .extracting(Sample::labels)
        .containsExactly(
            Labels.of(
                Map.of(
                    "service.name", "shop",
                    "service_name", "shop",
                    "host.name", "h1",
                    "n", "7",
                    "one", "of a list",
                    "tenant", "blue")));
  }

  @Test
  void attributesMayPointIntoTheTableOfStrings() throws Exception {
    request
        .builder()
        .getResourceProfilesBuilder(0)
        .getResourceBuilder()
        .addAttributes(
            KeyValue.newBuilder()
                .setKeyStrindex(request.string("zone"))
                .setValue(AnyValue.newBuilder().setStringValueStrindex(request.string("north"))));
    request.cpu().addSamples(request.sample("a").addValues(1));
    assertThat(stored().get(0).labels().values()).containsEntry("zone", "north");
  }

  @Test
  void aSampleMayNameItsOwnService() throws Exception {
    request
        .cpu()
        .addSamples(
            request
                .sample("a")
                .addAttributeIndices(request.attribute("service.name", "another"))
                .addValues(1));
    assertThat(stored().get(0).labels().values()).containsEntry("service_name", "another");
  }

  @Test
  void aResourceWithoutANameIsCalledByItsProgram() throws Exception {
    var resource = request.builder().getResourceProfilesBuilder(0).getResourceBuilder();
    request.cpu().addSamples(request.sample("a").addValues(1));
    resource.clearAttributes();
    assertThat(service(stored())).isEqualTo("unknown_service");
    resource.addAttributes(attribute("process.executable.name", text("java")));
    assertThat(service(stored())).isEqualTo("unknown_service:java");
  }

  private static String service(List<Sample> samples) {
    return String.valueOf(samples.get(0).labels().values().get(Labels.SERVICE_NAME));
  }

  @Test
  void threadsWithoutANumberAreToldApartByName() throws Exception {
    for (String name : List.of("a", "b", "a")) {
      request
          .cpu()
          .addSamples(
              request
                  .sample("f")
                  .addAttributeIndices(request.attribute("thread.name", name))
                  .addAttributeIndices(request.attribute("jvm.thread.state", "timed_waiting"))
                  .addValues(1));
    }
    List<SampleThread> threads = stored().stream().map(Sample::thread).toList();
    assertThat(threads.get(0)).isEqualTo(threads.get(2));
    assertThat(threads.get(0).id()).isNotZero().isNotEqualTo(threads.get(1).id());
    assertThat(threads).extracting(SampleThread::state).containsOnly(State.SLEEPING);
  }

  @Test
  void jsonAndGzipAreRead() throws Exception {
    request.cpu().addSamples(request.sampleIn(TRACE, SPAN, "a").addValues(1));
    String json = JsonFormat.printer().print(request.builder());
    for (String id : List.of(TRACE, SPAN)) {
      byte[] bytes = HexFormat.of().parseHex(id);
      json = json.replace(Base64.getEncoder().encodeToString(bytes), id);
    }
    Answer answer = post("application/json", "identity", json.getBytes(UTF_8));
    assertThat(answer.text()).isEqualTo("{}");
    assertThat(KEPT.take()).extracting(Sample::spanId).containsExactly(SpanId.parse(SPAN));
    assertThat(post(PROTOBUF, "gzip", gzip(request.bytes())).status()).isEqualTo(200);
    assertThat(KEPT.take()).hasSize(1);
  }

  @Test
  void aProfileThatCannotBeReadIsRejectedWholeAndTheOthersAreStored() throws Exception {
    request
        .cpu()
        .addSamples(request.sample("half").addValues(1))
        .addSamples(request.sample("a").setStackIndex(99).addValues(1));
    request.cpu().addSamples(request.sample("good").addValues(1));
    Answer answer = post(PROTOBUF, "identity", request.bytes());
    assertThat(answer.status()).isEqualTo(200);
    var partial = ExportProfilesServiceResponse.parseFrom(answer.bytes()).getPartialSuccess();
    assertThat(partial.getRejectedProfiles()).isEqualTo(1);
    assertThat(partial.getErrorMessage())
        .isEqualTo("1 rejected, the first: there is no stack 99: the table has 4");
    assertThat(KEPT.take())
        .extracting(Sample::stackTrace)
        .containsExactly(new StackTrace(List.of("good")));
  }

  @Test
  void whatCannotBeReadAtAllIsRefused() throws Exception {
    assertRefused("no sample type", r -> r.profile("", "cpu/nanoseconds", 1));
    assertRefused("no name", r -> r.profile("/count", "cpu/nanoseconds", 1));
    assertRefused("a colon: a:b", r -> r.profile("a:b/count", "", 0));
    assertRefused("neither a value nor a time", r -> r.cpu().addSamples(r.sample("a")));
    assertRefused(
        "2 values and 1 times",
        r -> r.cpu().addSamples(r.sample("a").addValues(1).addValues(2).addTimestampsUnixNano(T0)));
    assertRefused(
        "no number of 64 bits",
        r -> r.cpu().addSamples(r.sample("a").addValues(Long.MAX_VALUE / 2)));
    assertRefused(
        "the year 2262", r -> r.cpu().addSamples(r.sample("a").addTimestampsUnixNano(-1)));
    assertRefused(
        "thread.id is not a number: x",
        r ->
            r.cpu()
                .addSamples(
                    r.sample("a").addAttributeIndices(r.attribute("thread.id", "x")).addValues(1)));
    assertRefused("no link 7", r -> r.cpu().addSamples(r.sample("a").setLinkIndex(7).addValues(1)));
    assertRefused("no dictionary", r -> r.builder().clearDictionary());
  }

  private static void assertRefused(String message, Consumer<ProfileRequest> writing)
      throws Exception {
    ProfileRequest request = new ProfileRequest("shop");
    writing.accept(request);
    Answer answer = post(PROTOBUF, "identity", request.bytes());
    assertThat(answer.status()).isEqualTo(400);
    assertThat(Status.parseFrom(answer.bytes()).getMessage()).contains(message);
    assertThat(KEPT.take()).isEmpty();
  }

  @Test
  void aRequestWithoutProfilesIsFine() throws Exception {
    assertThat(post(PROTOBUF, "identity", request.bytes()).status()).isEqualTo(200);
    assertThat(
            post(
                    PROTOBUF,
                    "identity",
                    ExportProfilesServiceRequest.getDefaultInstance().toByteArray())
                .status())
        .isEqualTo(400);
  }

  private List<Sample> stored() throws Exception {
    Answer answer = post(PROTOBUF, "identity", request.bytes());
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(ExportProfilesServiceResponse.parseFrom(answer.bytes()))
        .isEqualTo(ExportProfilesServiceResponse.getDefaultInstance());
    return KEPT.take();
  }

  private static Answer post(String type, String encoding, byte[] body) throws Exception {
    return api.send(
        api.request(PATH)
            .header("Content-Type", type)
            .header("Content-Encoding", encoding)
            .POST(BodyPublishers.ofByteArray(body)));
  }
}
