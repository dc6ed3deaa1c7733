package dev.spanprofiles.stack.ingest.otlp;

import static dev.spanprofiles.stack.ingest.Compression.gzip;
import static dev.spanprofiles.stack.ingest.otlp.ProfileRequest.T0;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.rpc.Status;
import dev.spanprofiles.stack.ingest.IngestLimits;
import dev.spanprofiles.stack.ingest.KeptSamples;
import dev.spanprofiles.stack.ingest.ProfileLimits;
import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.query.HttpApi;
import dev.spanprofiles.stack.query.HttpApi.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Profiles that are no profiles: refused with OTLP's own status, and nothing of them is stored. */
final class OtlpProfilesFuzzTest {

  private static final IngestLimits LIMITS =
      new IngestLimits(1 << 16, 1 << 17, 2, new ProfileLimits(1 << 20, 8, 4));

  private static final KeptSamples KEPT = new KeptSamples();
  private static HttpApi api;

  @BeforeAll
  static void start() {
    api = new HttpApi(new OtlpApi(KEPT.store(), KEPT.store(), LIMITS)::routes);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  private static ProfileRequest good() {
    ProfileRequest request = new ProfileRequest("shop");
    request
        .cpu()
        .addSamples(
            request
                .sampleIn("0102030405060708090a0b0c0d0e0f10", "1112131415161718", "work", "main")
                .addAttributeIndices(request.attribute("thread.name", "main"))
                .addTimestampsUnixNano(T0));
    return request;
  }

  @Test
  void truncatedAtEveryByte() throws Exception {
    byte[] whole = good().bytes();
    for (int end = 0; end < whole.length; end++) {
      assertStoredOrRefused(Arrays.copyOf(whole, end));
    }
  }

  @Test
  void anyByteChanged() throws Exception {
    byte[] whole = good().bytes();
    Random random = new Random(7);
    for (int i = 0; i < 400; i++) {
      byte[] broken = whole.clone();
      for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt();
      }
      assertStoredOrRefused(broken);
    }
  }

  private static void assertStoredOrRefused(byte[] body) throws Exception {
    Answer answer = post(body, "identity");
    List<Sample> stored = KEPT.take();
    assertThat(answer.status()).isIn(200, 400, 413);
    if (answer.status() != 200) {
      assertThat(Status.parseFrom(answer.bytes()).getMessage()).isNotEmpty();
      assertThat(stored).isEmpty();
    }
  }

  /** Each number that points into a table, set beyond its end and before its beginning. */
  @Test
  void everyIndexOutOfRange() throws Exception {
    for (int index : new int[] {-1, 1000, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      int fields = 0;
      while (true) {
        Message.Builder request = good().builder();
        if (setIndex(request, new int[] {fields++}, index) >= 0) {
          break;
        }
        assertStoredOrRefused(request.build().toByteArray());
      }
      assertThat(fields).as("fields that are indexes").isGreaterThan(12);
    }
  }

  /** Sets the n-th of the indexes; what is left of n is below zero once that is done. */
  private static int setIndex(Message.Builder message, int[] left, int index) {
    for (FieldDescriptor field : List.copyOf(message.getAllFields().keySet())) {
      boolean list = field.isRepeated();
      int count = list ? message.getRepeatedFieldCount(field) : 1;
      for (int i = 0; i < count && left[0] >= 0; i++) {
        if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
          setIndex(
              list ? message.getRepeatedFieldBuilder(field, i) : message.getFieldBuilder(field),
              left,
              index);
        } else if (field.getName().matches(".*(strindex|_index|_indices)") && left[0]-- == 0) {
          if (list) {
            message.setRepeatedField(field, i, index);
          } else {
            message.setField(field, index);
          }
        }
      }
    }
    return left[0];
  }

  @Test
  void fewBytesThatStandForManyStackTraces() throws Exception {
    ProfileRequest request = new ProfileRequest("shop");
    int fat = request.location("a".repeat(100), "b".repeat(100), "c".repeat(100));
    var profile = request.cpu();
    for (int i = 0; i < 4000; i++) {
      profile.addSamples(
          request.sample().setStackIndex(request.stack(List.of(fat, fat))).addValues(1));
    }
    assertTooLarge("1048576 bytes", request.bytes());
  }

  @Test
  void fewBytesThatStandForManyLabels() throws Exception {
    ProfileRequest request = new ProfileRequest("shop");
    int big = request.attribute("big", "x".repeat(1000));
    var profile = request.cpu();
    for (int i = 0; i < 1500; i++) {
      int own = request.attribute("own", Integer.toString(i));
      profile.addSamples(
          request.sample("a").addAttributeIndices(big).addAttributeIndices(own).addValues(1));
    }
    assertTooLarge("1048576 bytes", request.bytes());
  }

  @Test
  void stackTracesAreCutAtTheirInnerEnd() throws Exception {
    ProfileRequest request = new ProfileRequest("shop");
    List<Integer> deep =
        List.of(request.location("leaf"), request.location("f"), request.location("main"));
    int loop = request.location("loop");
    List<Integer> locations = new ArrayList<>(Collections.nCopies(1000, loop));
    locations.addAll(deep);
    request.cpu().addSamples(request.sample().setStackIndex(request.stack(locations)).addValues(1));
    assertThat(post(request.bytes(), "identity").status()).isEqualTo(200);
    assertThat(KEPT.take().get(0).stackTrace().functions())
        .containsExactly("loop", "loop", "loop", "loop", "loop", "leaf", "f", "main");
  }

  @Test
  void moreLabelsThanAreTaken() throws Exception {
    ProfileRequest request = new ProfileRequest("shop");
    var sample = request.sample("a").addValues(1);
    for (int i = 0; i < 4; i++) {
      sample.addAttributeIndices(request.attribute("label" + i, "x"));
    }
    request.cpu().addSamples(sample);
    Answer answer = post(request.bytes(), "identity");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(Status.parseFrom(answer.bytes()).getMessage())
        .contains("a series has 6 labels, the limit is 4");
    assertThat(KEPT.take()).isEmpty();
  }

  @Test
  void oversizedBodiesAndBombs() throws Exception {
    ProfileRequest request = good();
    request.string("x".repeat(LIMITS.maxDecompressedBytes()));
    assertTooLarge("65536 bytes", request.bytes());
    Answer bomb = post(gzip(request.bytes()), "gzip");
    assertThat(bomb.status()).isEqualTo(413);
    assertThat(KEPT.take()).isEmpty();
  }

  private static void assertTooLarge(String message, byte[] body) throws Exception {
    Answer answer = post(body, "identity");
    assertThat(answer.status()).isEqualTo(413);
    Status status = Status.parseFrom(answer.bytes());
    assertThat(status.getCode()).isEqualTo(8);
    assertThat(status.getMessage()).contains(message);
    assertThat(KEPT.take()).isEmpty();
  }

  private static Answer post(byte[] body, String encoding) throws Exception {
    return api.send(
        api.request("/v1development/profiles")
            .header("Content-Type", "application/x-protobuf")
            .header("Content-Encoding", encoding)
            .POST(BodyPublishers.ofByteArray(body)));
  }
}
