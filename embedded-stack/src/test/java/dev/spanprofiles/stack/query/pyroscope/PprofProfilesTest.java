package dev.spanprofiles.stack.query.pyroscope;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.query.HttpApi;
import dev.spanprofiles.stack.query.HttpApi.Answer;
import dev.spanprofiles.stack.storage.ProfileQuery;
import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import dev.spanprofiles.stack.wire.pprof.Function;
import dev.spanprofiles.stack.wire.pprof.Profile;
import dev.spanprofiles.stack.wire.pprof.Sample;
import dev.spanprofiles.stack.wire.pyroscope.GoPGO;
import dev.spanprofiles.stack.wire.pyroscope.Location;
import dev.spanprofiles.stack.wire.pyroscope.ProfileFormat;
import dev.spanprofiles.stack.wire.pyroscope.SelectMergeProfileRequest;
import dev.spanprofiles.stack.wire.pyroscope.SelectMergeStacktracesRequest;
import dev.spanprofiles.stack.wire.pyroscope.SelectMergeStacktracesResponse;
import dev.spanprofiles.stack.wire.pyroscope.StackTraceSelector;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The two calls that answer with pprof, in the form in which {@code profilecli} sends them. */
class PprofProfilesTest {

  private static final FakeProfiles profiles = new FakeProfiles();

  private static final HttpApi api = new HttpApi(new PyroscopeApi(profiles)::routes);

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void writesPprof() throws Exception {
    Profile profile = pprof(request().build());

    assertThat(samples(profile)).containsExactly("b a run: 5", "a run: 3", "c run: 2");
    assertThat(text(profile, profile.getSampleType(0).getType())).isEqualTo("cpu");
    assertThat(text(profile, profile.getSampleType(0).getUnit())).isEqualTo("nanoseconds");
    assertThat(text(profile, profile.getDefaultSampleType())).isEqualTo("cpu");
    assertThat(text(profile, profile.getPeriodType().getType())).isEqualTo("cpu");
    assertThat(profile.getPeriod()).isEqualTo(1_000_000_000);
    assertThat(profile.getTimeNanos()).isEqualTo(FakeProfiles.millis(1000, 2000).endNanos());
    assertThat(profile.getDurationNanos()).isZero();
  }

  @Test
  void namesAreThoseThatWereSent() {
    StackTrace stack = new StackTrace(List.of("java/lang/Thread.run"));
    ProfileQuery query =
        new ProfileQuery(
            FakeProfiles.WALL, List.of(), FakeProfiles.millis(1, 2), Set.of(), Set.of());

    Profile profile = PprofProfiles.of(query, List.of(new StackTotal(stack, 7, 1)));

    assertThat(samples(profile)).containsExactly("java/lang/Thread.run: 7");
    assertThat(profile.getPeriod()).isEqualTo(1);
  }

  @Test
  void theOlderCallAnswersTheSame() throws Exception {
    Answer answer =
        call(
            "SelectMergeProfile",
            SelectMergeProfileRequest.newBuilder()
                .setProfileTypeID(ProfileType.CPU.toString())
                .setLabelSelector("{}")
                .setStart(1000)
                .setEnd(2000)
                .addTraceIdSelector("0af7651916cd43dd8448eb211c80319c")
                .build());

    assertThat(Profile.parseFrom(answer.bytes())).isEqualTo(pprof(request().build()));
  }

  @Test
  void speaksJson() throws Exception {
    String fields =
        "{\"profileTypeID\":\"process_cpu:cpu:nanoseconds:cpu:nanoseconds\","
            + "\"labelSelector\":\"{}\",\"start\":1000,\"end\":2000";

    Answer older = json("SelectMergeProfile", fields + "}");
    Answer newer = json("SelectMergeStacktraces", fields + ",\"format\":\"PROFILE_FORMAT_PPROF\"}");

    assertThat(older.json().path("sample").path(0).toString())
        .isEqualTo("{\"locationId\":[\"1\",\"2\",\"3\"],\"value\":[\"5\"]}");
    assertThat(newer.json().path("pprof").path("profile")).isEqualTo(older.json());
  }

  @Test
  void keepsToSpansAndTraces() throws Exception {
    pprof(request().addSpanSelector("00000000000000aa").build());
    assertThat(Objects.requireNonNull(profiles.query).spanIds()).containsExactly(0xaaL);

    pprof(request().addTraceIdSelector("0af7651916cd43dd8448eb211c80319c").build());
    assertThat(Objects.requireNonNull(profiles.query).traceIds())
        .containsExactly(TraceId.parse("0af7651916cd43dd8448eb211c80319c"));
  }

  @Test
  void nothingOfASpanIsAProfileWithoutSamples() throws Exception {
    Profile profile = pprof(request().addSpanSelector("00000000000000ff").build());

    assertThat(profile.getSampleList()).isEmpty();
    assertThat(text(profile, profile.getSampleType(0).getType())).isEqualTo("cpu");
  }

  @Test
  void noSeriesIsAnEmptyProfile() throws Exception {
    assertThat(pprof(request().setLabelSelector("{__type__=\"wall\"}").build()))
        .isEqualTo(Profile.getDefaultInstance());
  }

  @Test
  void cutsToTheBiggest() throws Exception {
    Profile profile = pprof(request().setMaxNodes(2).build());

    assertThat(samples(profile))
        .containsExactlyInAnyOrder("a run: 3", "other a run: 5", "other run: 2");
  }

  @Test
  void keepsToACallSite() throws Exception {
    Profile profile = pprof(request().setStackTraceSelector(callSite("run", "a")).build());

    assertThat(samples(profile)).containsExactly("b a run: 5", "a run: 3");
  }

  @Test
  void keepsInnermostFunctionsForGosCompiler() throws Exception {
    Profile profile =
        pprof(
            request()
                .setStackTraceSelector(
                    callSite("nowhere").setGoPgo(GoPGO.newBuilder().setKeepLocations(1)))
                .build());

    assertThat(samples(profile)).containsExactly("b: 5", "a: 3", "c: 2");
  }

  @Test
  void refusesBadRequests() throws Exception {
    Answer noRange = json("SelectMergeProfile", "{}");
    assertThat(noRange.status()).isEqualTo(400);
    assertThat(noRange.text()).contains("missing time range in the query");

    Answer profileId =
        call("SelectMergeStacktraces", request().addProfileIdSelector("7c9e6679").build());
    assertThat(profileId.status()).isEqualTo(400);
    assertThat(profileId.text()).contains("invalid UUID length: 8");
  }

  private static SelectMergeStacktracesRequest.Builder request() {
    return SelectMergeStacktracesRequest.newBuilder()
        .setProfileTypeID(ProfileType.CPU.toString())
        .setLabelSelector("{}")
        .setStart(1000)
        .setEnd(2000)
        .setFormat(ProfileFormat.PROFILE_FORMAT_PPROF);
  }

  private static StackTraceSelector.Builder callSite(String... functions) {
    StackTraceSelector.Builder selector = StackTraceSelector.newBuilder();
    List.of(functions).forEach(name -> selector.addCallSite(Location.newBuilder().setName(name)));
    return selector;
  }

  private static Profile pprof(SelectMergeStacktracesRequest request) throws Exception {
    Answer answer = call("SelectMergeStacktraces", request);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return SelectMergeStacktracesResponse.parseFrom(answer.bytes()).getPprof().getProfile();
  }

  private static Answer call(String procedure, Message request) throws Exception {
    return api.send(
        api.request("/querier.v1.QuerierService/" + procedure)
            .header("Content-Type", "application/proto")
            .header("Connect-Protocol-Version", "1")
            .POST(BodyPublishers.ofByteArray(request.toByteArray())));
  }

  private static Answer json(String procedure, String request) throws Exception {
    return api.send(
        api.request("/querier.v1.QuerierService/" + procedure)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(request)));
  }

  /** Of each the functions, the running one first, and the value. */
  private static List<String> samples(Profile profile) {
    return profile.getSampleList().stream().map(sample -> readable(profile, sample)).toList();
  }

  private static String readable(Profile profile, Sample sample) {
    return sample.getLocationIdList().stream()
        .map(id -> profile.getLocation(id.intValue() - 1).getLine(0).getFunctionId())
        .map(id -> profile.getFunction((int) (id - 1)))
        .map(Function::getName)
        .map(name -> text(profile, name))
        .collect(Collectors.joining(" ", "", ": " + sample.getValue(0)));
  }

  private static String text(Profile profile, long index) {
    return profile.getStringTable((int) index);
  }
}
