package dev.spanprofiles.stack.ingest.pyroscope;

import static dev.spanprofiles.stack.ingest.Compression.gzip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.spanprofiles.stack.ingest.IngestLimits;
import dev.spanprofiles.stack.ingest.KeptSamples;
import dev.spanprofiles.stack.ingest.ProfileLimits;
import dev.spanprofiles.stack.query.HttpApi;
import dev.spanprofiles.stack.query.HttpApi.Answer;
import dev.spanprofiles.stack.wire.pprof.Function;
import dev.spanprofiles.stack.wire.pprof.Line;
import dev.spanprofiles.stack.wire.pprof.Location;
import dev.spanprofiles.stack.wire.pprof.Profile;
import dev.spanprofiles.stack.wire.pprof.Sample;
import dev.spanprofiles.stack.wire.pprof.ValueType;
import dev.spanprofiles.stack.wire.pyroscope.LabelPair;
import dev.spanprofiles.stack.wire.pyroscope.PushRequest;
import dev.spanprofiles.stack.wire.pyroscope.RawProfileSeries;
import dev.spanprofiles.stack.wire.pyroscope.RawSample;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Profiles that are none, by each door for pprof: refused, and nothing of them is stored. */
final class PprofFuzzTest {

  private static final IngestLimits LIMITS =
      new IngestLimits(1 << 16, 1 << 17, 2, new ProfileLimits(1 << 20, 8, 4));

  private static final KeptSamples KEPT = new KeptSamples();
  private static HttpApi api;

  /** Ways a profile comes in. */
  enum By {
    INGEST("/ingest?format=pprof&name=shop", "application/octet-stream") {
      @Override
      byte[] body(byte[] profile) {
        return profile;
      }
    },
    PUSH("/push.v1.PusherService/Push", "application/proto") {
      @Override
      byte[] body(byte[] profile) {
        return PushRequest.newBuilder()
            .addSeries(
                RawProfileSeries.newBuilder()
                    .addLabels(LabelPair.newBuilder().setName("__name__").setValue("process_cpu"))
                    .addSamples(RawSample.newBuilder().setRawProfile(ByteString.copyFrom(profile))))
            .build()
            .toByteArray();
      }
    };

    private final String path;
    private final String contentType;

    By(String path, String contentType) {
      this.path = path;
      this.contentType = contentType;
    }

    abstract byte[] body(byte[] profile);

    Answer send(byte[] body) throws Exception {
      return api.send(
          api.request(path)
              .header("Content-Type", contentType)
              .POST(BodyPublishers.ofByteArray(body)));
    }
  }

  @BeforeAll
  static void start() {
    api =
        new HttpApi(
            routes -> {
              new IngestApi(KEPT.store(), LIMITS).routes(routes);
              new PushApi(KEPT.store(), LIMITS).routes(routes);
            });
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @ParameterizedTest
  @EnumSource
  void truncatedAtEveryByte(By by) throws Exception {
    byte[] profile = PprofBytes.profile().build().toByteArray();
    byte[] request = by.body(profile);
    for (int end = 1; end < profile.length; end++) {
      assertStoredOrRefused(by, by.body(Arrays.copyOf(profile, end)));
    }
    for (int end = 1; end < request.length; end++) {
      assertStoredOrRefused(by, Arrays.copyOf(request, end));
    }
    byte[] zipped = gzip(profile);
    for (int end = 1; end < zipped.length; end++) {
      assertStoredOrRefused(by, by.body(Arrays.copyOf(zipped, end)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void anyByteChanged(By by) throws Exception {
    byte[] profile = PprofBytes.profile().build().toByteArray();
    Random random = new Random(11);
    for (int i = 0; i < 300; i++) {
      byte[] broken = profile.clone();
      for (int flips = 1 + random.nextInt(6); flips > 0; flips--) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt();
      }
      assertStoredOrRefused(by, by.body(broken));
    }
  }

  private static void assertStoredOrRefused(By by, byte[] body) throws Exception {
    Answer answer = by.send(body);
    boolean stored = !KEPT.take().isEmpty();
    assertThat(answer.status()).isIn(200, 400, 413);
    if (answer.status() != 200) {
      assertThat(answer.json().path("message").asText()).isNotEmpty();
      assertThat(stored).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatPointsNowhere(By by) throws Exception {
    for (long index : new long[] {-1, 99, Long.MAX_VALUE, Long.MIN_VALUE}) {
      Profile good = PprofBytes.profile().build();
      assertRefused(
          by, "no string", with(good.toBuilder(), p -> p.getFunctionBuilder(0).setName(index)));
      assertRefused(
          by, "string", with(good.toBuilder(), p -> p.getSampleTypeBuilder(0).setType(index)));
      assertRefused(
          by, "no string", with(good.toBuilder(), p -> p.getPeriodTypeBuilder().setUnit(index)));
      assertRefused(
          by,
          "no string",
          with(good.toBuilder(), p -> p.getSampleBuilder(0).getLabelBuilder(0).setStr(index)));
      assertRefused(
          by,
          "no string",
          with(good.toBuilder(), p -> p.getSampleBuilder(0).getLabelBuilder(0).setKey(index)));
      assertRefused(
          by,
          "no location",
          with(good.toBuilder(), p -> p.getSampleBuilder(0).setLocationId(0, index)));
      assertRefused(
          by,
          "no function",
          with(
              good.toBuilder(),
              p -> p.getLocationBuilder(0).getLineBuilder(0).setFunctionId(index)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNoWholeProfile(By by) throws Exception {
    Profile good = PprofBytes.profile().build();
    assertRefused(by, "no pprof", "hello".getBytes(UTF_8));
    assertRefused(by, "no sample types", with(good.toBuilder(), Profile.Builder::clearSampleType));
    assertRefused(by, "empty", with(good.toBuilder(), p -> p.setStringTable(0, "x")));
    assertRefused(
        by,
        "1 values, the profile has 2 sample types",
        with(good.toBuilder(), p -> p.addSampleType(ValueType.newBuilder().setType(3))));
    assertRefused(
        by,
        "a location has the id 0",
        with(good.toBuilder(), p -> p.getLocationBuilder(0).clearId()));
    assertRefused(
        by,
        "a function has the id 0",
        with(good.toBuilder(), p -> p.getFunctionBuilder(0).clearId()));
    assertRefused(by, "minus sign", with(good.toBuilder(), p -> p.setStringTable(1, "a-b")));
    assertRefused(by, "colon", with(good.toBuilder(), p -> p.setStringTable(2, "a:b")));
  }

  private static byte[] with(Profile.Builder profile, Consumer<Profile.Builder> change) {
    change.accept(profile);
    return profile.build().toByteArray();
  }

  private static void assertRefused(By by, String message, byte[] profile) throws Exception {
    Answer answer = by.send(by.body(profile));
    assertThat(answer.status()).as(message).isEqualTo(400);
    assertThat(answer.json().path("code").asText()).isEqualTo("invalid_argument");
    assertThat(answer.json().path("message").asText()).contains(message);
    assertThat(KEPT.take()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void fewBytesThatStandForMany(By by) throws Exception {
    Profile.Builder fat = PprofBytes.profile().addStringTable("f".repeat(1000));
    fat.addFunction(Function.newBuilder().setId(3).setName(7));
    Location.Builder location = Location.newBuilder().setId(3);
    for (int i = 0; i < 8; i++) {
      location.addLine(Line.newBuilder().setFunctionId(3));
    }
    fat.addLocation(location);
    for (int i = 0; i < 300; i++) {
      // Each another stack trace, so that it is written out.
      fat.addSample(Sample.newBuilder().addAllLocationId(bits(i)).addLocationId(3).addValue(1));
    }
    assertTooLarge(by, by.body(fat.build().toByteArray()));

    byte[] bomb = gzip(new byte[LIMITS.maxDecompressedBytes() + 1]);
    assertTooLarge(by, by.body(bomb));
    assertTooLarge(by, by.body(new byte[LIMITS.maxBodyBytes() + 1]));
  }

  private static Iterable<Long> bits(int number) {
    return () ->
        IntStream.range(0, 9).mapToObj(bit -> (number >> bit & 1) == 0 ? 1L : 2L).iterator();
  }

  private static void assertTooLarge(By by, byte[] body) throws Exception {
    Answer answer = by.send(body);
    assertThat(answer.status()).isEqualTo(by == By.PUSH ? 400 : 413);
    assertThat(answer.json().path("message").asText()).containsAnyOf("limit", "more than");
    assertThat(KEPT.take()).isEmpty();
  }
}
