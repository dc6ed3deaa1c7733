package dev.spanprofiles.stack.ingest.pyroscope;

import static dev.spanprofiles.stack.ingest.Compression.gzip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.stack.ingest.IngestLimits;
import dev.spanprofiles.stack.ingest.ProfileLimits;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.query.HttpApi;
import dev.spanprofiles.stack.query.HttpApi.Answer;
import dev.spanprofiles.stack.storage.LabelMatcher;
import dev.spanprofiles.stack.storage.LabelMatcher.Operator;
import dev.spanprofiles.stack.storage.ProfileQuery;
import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import dev.spanprofiles.stack.storage.ProfileStore;
import dev.spanprofiles.stack.storage.StoreBusyException;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.storage.duckdb.DuckDbStore;
import dev.spanprofiles.stack.storage.duckdb.StoreSettings;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IngestApiTest {

  private static final String BOUNDARY = "------boundary42";
  private static final String MULTIPART = "multipart/form-data; boundary=" + BOUNDARY;
  private static final IngestLimits LIMITS = new IngestLimits(4 << 20, 8 << 20, 2);

  @TempDir static Path directory;
  private static DuckDbStore store;
  private static HttpApi api;
  private static byte[] recording;
  private static byte[] labels;

  @BeforeAll
  static void start() throws Exception {
    store = DuckDbStore.open(StoreSettings.in(directory.resolve("data")));
    api = new HttpApi(new IngestApi(store, LIMITS)::routes);
    AgentRecording.Made made = AgentRecording.make(directory);
    recording = Files.readAllBytes(made.recording());
    labels = Files.readAllBytes(made.labels());
  }

  @AfterAll
  static void stop() {
    api.close();
    store.close();
  }

  @Test
  void theAgentsUploadIsStored() throws Exception {
    Answer answer =
        post(
            "uploaded",
            MULTIPART,
            multipart(Map.of("jfr", gzip(recording), "labels", gzip(labels))));
    assertThat(answer.status()).isEqualTo(200);
    List<StackTotal> ofCar =
        store.mergeStackTraces(
            new ProfileQuery(
                ProfileType.CPU,
                List.of(
                    new LabelMatcher("service_name", Operator.EQUAL, "uploaded"),
                    new LabelMatcher("span_name", Operator.EQUAL, AgentRecording.SPAN_NAME),
                    new LabelMatcher("vehicle", Operator.EQUAL, "car")),
                TimeRange.ALL,
                Set.of(AgentRecording.CAR_SPAN),
                Set.of()));
    assertThat(ofCar)
        .anySatisfy(
            total ->
                assertThat(total.stackTrace().functions())
                    .contains("dev/spanprofiles/stack/ingest/pyroscope/AgentRecording.burnCpu"));
  }

  @Test
  void partsNeedNoCompressionAndLabelsAreOptional() throws Exception {
    assertThat(post("plain", MULTIPART, multipart(Map.of("jfr", recording))).status())
        .isEqualTo(200);
    assertThat(stored("plain")).isTrue();
    assertThat(post("bare", "application/octet-stream", recording).status()).isEqualTo(200);
    assertThat(stored("bare")).isTrue();
    assertThat(post("bare-zipped", "application/octet-stream", gzip(recording)).status())
        .isEqualTo(200);
    assertThat(stored("bare-zipped")).isTrue();
  }

  @Test
  void aRecordingOfSeveralChunksIsReadWhole() throws Exception {
    byte[] twice = Arrays.copyOf(recording, 2 * recording.length);
    System.arraycopy(recording, 0, twice, recording.length, recording.length);
    post("once", "application/octet-stream", recording);
    post("twice", "application/octet-stream", twice);
    assertThat(total("twice")).isEqualTo(2 * total("once")).isPositive();
  }

  @Test
  void malformedUploadsAreRefusedAndNothingIsStored() throws Exception {
    Map<String, byte[]> onlyLabels = Map.of("labels", labels);
    assertRefused(400, "no part \"jfr\"", post("bad", MULTIPART, multipart(onlyLabels)));
    assertRefused(
        400,
        "\"labels\" cannot be read",
        post("bad", MULTIPART, multipart(Map.of("jfr", recording, "labels", new byte[] {7, 7}))));
    assertRefused(
        400,
        "multipart",
        post("bad", MULTIPART, Arrays.copyOf(multipart(Map.of("jfr", recording)), 5000)));
    assertRefused(400, "multipart", post("bad", MULTIPART, new byte[0]));
    assertRefused(400, "boundary", post("bad", "multipart/form-data", recording));
    assertRefused(
        400,
        "gzip data ended early",
        post("bad", MULTIPART, multipart(Map.of("jfr", Arrays.copyOf(gzip(recording), 9000)))));
    assertRefused(400, "no JFR chunk", post("bad", "application/octet-stream", new byte[0]));
    assertRefused(
        400, "no JFR chunk", post("bad", "application/octet-stream", "text".getBytes(UTF_8)));
    assertRefused(
        400,
        "says it has",
        post("bad", "application/octet-stream", Arrays.copyOf(recording, recording.length / 2)));
    byte[] trailing = Arrays.copyOf(recording, recording.length + 100);
    assertRefused(400, "no JFR chunk", post("bad", "application/octet-stream", trailing));
    assertThat(stored("bad")).isFalse();
    assertThat(post("good", "application/octet-stream", recording).status()).isEqualTo(200);
    assertThat(stored("good")).isTrue();
  }

  @Test
  void brokenRecordingsAreReadOrRefusedButNeverMore() throws Exception {
    Random random = new Random(42);
    for (int i = 0; i < 60; i++) {
      byte[] broken = recording.clone();
      for (int flips = 1 + random.nextInt(20); flips > 0; flips--) {
        broken[68 + random.nextInt(broken.length - 68)] = (byte) random.nextInt();
      }
      Answer answer = post("broken" + i, "application/octet-stream", broken);
      if (answer.status() != 200) {
        assertThat(answer.status()).isIn(400, 413);
        assertRefused(answer.status(), "broken", answer);
        assertThat(stored("broken" + i)).isFalse();
      }
    }
  }

  @Test
  void aChainOfConstantPoolsThatNeverEndsIsRefused() throws Exception {
    byte[] endless = recording.clone();
    int pool = (int) ByteBuffer.wrap(recording).getLong(16);
    int delta = pool;
    for (int numbers = 0; numbers < 4; numbers++) {
      while (endless[delta++] < 0) {}
    }
    endless[delta] = 1;
    assertRefused(400, "no chain", post("endless", "application/octet-stream", endless));
  }

  @Test
  void parametersThatDoNotFitAreRefused() throws Exception {
    assertRefused(400, "name is missing", postTo("/ingest?format=jfr"));
    assertRefused(
        400, "letters, digits", postTo("/ingest?format=jfr&name=" + HttpApi.encode("a b")));
    assertRefused(
        400,
        "format=tree is not read here; these are: jfr, pprof, groups, folded, collapsed, lines",
        postTo("/ingest?format=tree&name=a"));
    assertRefused(400, "no time: x", postTo("/ingest?format=jfr&name=a&from=x"));
    assertRefused(400, "sampleRate", postTo("/ingest?format=jfr&name=a&sampleRate=x"));
    assertThat(postTo("/ingest?format=jfr&name=negative&sampleRate=-1").status()).isEqualTo(200);
  }

  @Test
  void uploadsOverTheLimitsAreRefused() throws Exception {
    byte[] big = new byte[LIMITS.maxBodyBytes() + 1];
    assertRefused(413, "limit", post("big", "application/octet-stream", big));
    byte[] bomb = gzip(new byte[LIMITS.maxDecompressedBytes() + 1]);
    assertRefused(
        413, "after decompression", post("big", MULTIPART, multipart(Map.of("jfr", bomb))));
    assertRefused(
        413,
        "after decompression",
        post("big", MULTIPART, multipart(Map.of("jfr", recording, "labels", bomb))));
    Map<String, byte[]> many = new LinkedHashMap<>();
    for (int i = 0; i < 50; i++) {
      many.put("part" + i, new byte[0]);
    }
    assertRefused(400, "multipart", post("big", MULTIPART, multipart(many)));
    assertThat(stored("big")).isFalse();
  }

  /** Few bytes stand for much where many methods are of a class with a long name. */
  @Test
  void recordingsThatComeToMoreThanTheyMayAreRefused() throws Exception {
    for (long bytes : new long[] {100, 50_000}) {
      IngestLimits few = new IngestLimits(4 << 20, 8 << 20, 2, new ProfileLimits(bytes, 2048, 64));
      try (HttpApi small = new HttpApi(new IngestApi(store, few)::routes)) {
        Answer answer =
            small.send(
                small
                    .request("/ingest?format=jfr&name=much")
                    .POST(BodyPublishers.ofByteArray(recording)));
        assertRefused(413, "come to more than " + bytes, answer);
      }
    }
    assertThat(stored("much")).isFalse();
  }

  @Test
  void otherMethodsAreRefused() throws Exception {
    Answer answer = api.get("/ingest?name=a");
    assertRefused(405, "takes POST", answer);
    assertThat(answer.header("Allow")).isEqualTo("POST");
  }

  @Test
  void aBusyStoreAsksToTryAgain() throws Exception {
    ProfileStore full =
        (ProfileStore)
            Proxy.newProxyInstance(
                IngestApiTest.class.getClassLoader(),
                new Class<?>[] {ProfileStore.class},
                (proxy, method, arguments) -> {
                  throw new StoreBusyException("too much waits");
                });
    try (HttpApi busy = new HttpApi(new IngestApi(full, LIMITS)::routes)) {
      Answer answer =
          busy.send(
              busy.request("/ingest?format=jfr&name=a")
                  .POST(BodyPublishers.ofByteArray(recording)));
      assertRefused(503, "too much waits", answer);
      assertThat(answer.header("Retry-After")).isEqualTo("1");
    }
  }

  private static Answer post(String name, String type, byte[] body) throws Exception {
    return api.send(
        api.request("/ingest?spyName=javaspy&sampleRate=100&from=1&until=2&format=jfr&name=" + name)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  private static Answer postTo(String path) throws Exception {
    return api.send(api.request(path).POST(BodyPublishers.ofByteArray(recording)));
  }

  private static void assertRefused(int status, String message, Answer answer) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.json().path("code").asText()).isNotEmpty();
    assertThat(answer.json().path("message").asText()).contains(message);
  }

  private static boolean stored(String service) {
    return !store.series(of(service), TimeRange.ALL).isEmpty();
  }

  private static long total(String service) {
    return store
        .mergeStackTraces(
            new ProfileQuery(ProfileType.CPU, of(service), TimeRange.ALL, Set.of(), Set.of()))
        .stream()
        .mapToLong(StackTotal::value)
        .sum();
  }

  private static List<LabelMatcher> of(String service) {
    return List.of(new LabelMatcher("service_name", Operator.EQUAL, service));
  }

  private static byte[] multipart(Map<String, byte[]> parts) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    parts.forEach(
        (name, content) -> {
          body.writeBytes(
              ("--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n"
                          .formatted(BOUNDARY, name, name)
                      + "Content-Type: application/octet-stream\r\n\r\n")
                  .getBytes(UTF_8));
          body.writeBytes(content);
          body.writeBytes("\r\n".getBytes(UTF_8));
        });
    body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
    return body.toByteArray();
  }
}
