package dev.spanprofiles.stack.ingest.pyroscope;

import static dev.spanprofiles.stack.ingest.Compression.gzip;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.JsonFormat;
import dev.spanprofiles.stack.ingest.IngestLimits;
import dev.spanprofiles.stack.ingest.KeptSamples;
import dev.spanprofiles.stack.model.Labels;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.model.SampleThread;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.query.HttpApi;
import dev.spanprofiles.stack.query.HttpApi.Answer;
import dev.spanprofiles.stack.storage.Examples;
import dev.spanprofiles.stack.wire.pyroscope.LabelPair;
import dev.spanprofiles.stack.wire.pyroscope.PushRequest;
import dev.spanprofiles.stack.wire.pyroscope.RawProfileSeries;
import dev.spanprofiles.stack.wire.pyroscope.RawSample;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class PushApiTest {

  private static final String PATH = "/push.v1.PusherService/Push";
  private static final String PROTOBUF = "application/proto";

  private static final byte[] PROFILE = PprofBytes.profile().build().toByteArray();

  private static final KeptSamples KEPT = new KeptSamples();
  private static HttpApi api;

  @BeforeAll
  static void start() {
    api = new HttpApi(new PushApi(KEPT.store(), IngestLimits.DEFAULT)::routes);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void aProfileIsStoredWithTheLabelsOfItsSeries() throws Exception {
    PushRequest request =
        request(
            series("process_cpu", Map.of("service_name", "shop", "__delta__", "false"), PROFILE));
    Answer answer = post(PROTOBUF, "identity", request.toByteArray());
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo(PROTOBUF);
    assertThat(answer.bytes()).isEmpty();
    assertThat(KEPT.take())
        .extracting(sample -> sample.in(0))
        .containsExactly(
            new Sample(
                ProfileType.CPU,
                Labels.of(Map.of("service_name", "shop")),
                Examples.T0,
                TraceId.NONE,
                SpanId.parse("1112131415161718"),
                SampleThread.UNKNOWN,
                new StackTrace(List.of("work", "main")),
                10));
  }

  @Test
  void eachProfileHasAnIdOfItsOwn() throws Exception {
    byte[] request =
        request(
                series("process_cpu", Map.of("region", "eu"), PROFILE),
                series("process_cpu", Map.of("region", "us"), PROFILE))
            .toByteArray();
    assertThat(post(PROTOBUF, "identity", request).status()).isEqualTo(200);
    assertThat(KEPT.take())
        .extracting(Sample::profileId)
        .hasSize(2)
        .doesNotHaveDuplicates()
        .doesNotContain(0L);
  }

  @Test
  void gzipIsReadInsideAndOutside() throws Exception {
    byte[] request = request(series("process_cpu", Map.of(), gzip(PROFILE))).toByteArray();
    assertThat(post(PROTOBUF, "gzip", gzip(request)).status()).isEqualTo(200);
    assertThat(KEPT.take())
        .extracting(sample -> sample.labels().values())
        .containsExactly(Labels.of(Map.of("service_name", "unknown_service")).values());
  }

  @Test
  void jsonIsAnsweredInJson() throws Exception {
    String json = JsonFormat.printer().print(request(series("process_cpu", Map.of(), PROFILE)));
    Answer answer = post("application/json", "identity", json.getBytes(StandardCharsets.UTF_8));
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.text()).isEqualTo("{}");
    assertThat(KEPT.take()).hasSize(1);
  }

  @Test
  void whatOneOfItsProfilesCannotBeReadIsRefusedWhole() throws Exception {
    PushRequest request =
        request(
            series("process_cpu", Map.of(), PROFILE),
            series("process_cpu", Map.of(), new byte[] {1, 2, 3}));
    assertRefused("this is no pprof profile", request);
  }

  @Test
  void seriesNeedANameAndEachLabelOnce() throws Exception {
    assertRefused("no label __name__", request(series("", Map.of(), PROFILE)));
    RawProfileSeries twice =
        series("process_cpu", Map.of("a", "1"), PROFILE).toBuilder()
            .addLabels(LabelPair.newBuilder().setName("a").setValue("2"))
            .build();
    assertRefused("the label a twice", request(twice));
    assertRefused("no profiles received", PushRequest.getDefaultInstance());
  }

  @Test
  void otherFormsAreRefused() throws Exception {
    assertThat(post("text/plain", "identity", PROFILE).status()).isEqualTo(415);
    Answer noJson = post("application/json", "identity", new byte[] {'{'});
    assertThat(noJson.status()).isEqualTo(400);
    assertThat(noJson.json().path("message").asText()).contains("no PushRequest");
    assertThat(api.get(PATH).status()).isEqualTo(405);
    assertThat(KEPT.take()).isEmpty();
  }

  @Test
  void profilesShareTheRoomOfTheirRequest() throws Exception {
    byte[] half =
        PprofBytes.profile()
            .addStringTable("x".repeat(IngestLimits.DEFAULT.maxDecompressedBytes() * 3 / 5))
            .build()
            .toByteArray();
    PushRequest one = request(series("process_cpu", Map.of(), gzip(half)));
    assertThat(post(PROTOBUF, "identity", one.toByteArray()).status()).isEqualTo(200);
    assertThat(KEPT.take()).hasSize(1);
    assertRefused(
        "after decompression", request(series("process_cpu", Map.of(), gzip(half), gzip(half))));
  }

  private static void assertRefused(String message, PushRequest request) throws Exception {
    Answer answer = post(PROTOBUF, "identity", request.toByteArray());
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("code").asText()).isEqualTo("invalid_argument");
    assertThat(answer.json().path("message").asText()).contains(message);
    assertThat(KEPT.take()).isEmpty();
  }

  private static PushRequest request(RawProfileSeries... series) {
    return PushRequest.newBuilder().addAllSeries(List.of(series)).build();
  }

  private static RawProfileSeries series(
      String name, Map<String, String> labels, byte[]... profiles) {
    RawProfileSeries.Builder series = RawProfileSeries.newBuilder();
    series.addLabels(LabelPair.newBuilder().setName("__name__").setValue(name));
    labels.forEach(
        (key, value) -> series.addLabels(LabelPair.newBuilder().setName(key).setValue(value)));
    for (byte[] profile : profiles) {
      series.addSamples(RawSample.newBuilder().setRawProfile(ByteString.copyFrom(profile)));
    }
    return series.build();
  }

  private static Answer post(String type, String encoding, byte[] body) throws Exception {
    return api.send(
        api.request(PATH)
            .header("Content-Type", type)
            .header("Content-Encoding", encoding)
            .POST(BodyPublishers.ofByteArray(body)));
  }
}
