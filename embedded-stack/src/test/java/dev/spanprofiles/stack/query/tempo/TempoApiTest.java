package dev.spanprofiles.stack.query.tempo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.query.HttpApi;
import dev.spanprofiles.stack.query.HttpApi.Answer;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanFilter.Compare;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.SpanFilter.Operator;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.storage.TraceQuery;
import dev.spanprofiles.stack.wire.tempo.SearchResponse;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TempoApiTest {

  private static final String TRACE_ID = FakeTraces.TRACE_ID.toString();

  private static final FakeTraces traces = new FakeTraces();

  private static final HttpApi api =
      new HttpApi(
          new TempoApi(traces, new TempoLimits(1000, 500, 100, 50, 100, 10, 1000, 20))::routes);

  @BeforeEach
  void forget() {
    traces.forget();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void isReady() throws Exception {
    assertThat(api.get("/ready").text()).isEqualTo("ready\n");
    assertThat(api.get("/api/echo").text()).isEqualTo("echo\n");
    assertThat(api.get("/api/status/buildinfo").json().path("version").asText()).isNotEmpty();
  }

  @Test
  void searchesByTraceQl() throws Exception {
    String query = HttpApi.encode("{ span.http.status_code >= 500 && status = error }");

    Answer answer = api.get("/api/search?q=" + query + "&start=1&end=2&limit=7&spss=5");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    JsonNode trace = answer.json().path("traces").path(0);
    assertThat(trace.path("traceID").asText()).isEqualTo(TRACE_ID);
    assertThat(trace.path("rootServiceName").asText()).isEqualTo("ride-sharing-app");
    assertThat(trace.path("rootTraceName").asText()).isEqualTo("CarHandler");
    JsonNode stats = trace.path("serviceStats").path("ride-sharing-app");
    assertThat(stats.path("spanCount").asInt()).isEqualTo(2);
    assertThat(stats.path("errorCount").asInt()).isEqualTo(1);
    assertThat(trace.path("startTimeUnixNano").asText()).isEqualTo("1000000000");
    assertThat(trace.path("durationMs").asInt()).isEqualTo(500);
    assertThat(trace.path("spanSet")).isEqualTo(trace.path("spanSets").path(0));
    assertThat(trace.path("spanSet").path("matched").asInt()).isEqualTo(2);
    JsonNode span = trace.path("spanSet").path("spans").path(0);
    assertThat(span.path("spanID").asText()).isEqualTo("0000000000000001");
    assertThat(span.has("name")).as("nobody asked for it").isFalse();
    assertThat(span.path("durationNanos").asText()).isEqualTo("500000000");
    assertThat(span.path("attributes").toString())
        .isEqualTo(
            "[{\"key\":\"http.status_code\",\"value\":{\"intValue\":\"500\"}},"
                + "{\"key\":\"status\",\"value\":{\"stringValue\":\"error\"}}]");
    TraceQuery asked = asked();
    assertThat(asked.range()).isEqualTo(new TimeRange(1_000_000_000L, 2_000_000_000L));
    assertThat(asked.limit()).isEqualTo(7);
    assertThat(asked.spansPerTrace()).isEqualTo(5);
    assertThat(asked.filter()).isInstanceOf(SpanFilter.And.class);
  }

  @Test
  void searchesForEverythingByDefault() throws Exception {
    assertThat(api.get("/api/search").status()).isEqualTo(200);
    assertThat(asked()).isEqualTo(new TraceQuery(SpanFilter.ALL, TimeRange.ALL, 20, 3));
  }

  @Test
  void searchesByTagsAndDurations() throws Exception {
    String tags = HttpApi.encode("name=\"a b\" status.code=error");

    api.get("/api/search?tags=" + tags + "&minDuration=100ms&maxDuration=1.5s");

    assertThat(asked().filter())
        .isEqualTo(
            and(
                SpanFilter.ALL,
                new SpanFilter.Together(
                    List.of(
                        compare(Intrinsic.NAME, Operator.MATCHES, "(?s).*a b.*"),
                        compare(Intrinsic.STATUS, Operator.EQUAL, "error"))),
                duration(Operator.GREATER_OR_EQUAL, 100_000_000),
                duration(Operator.LESS_OR_EQUAL, 1_500_000_000)));
  }

  @Test
  void durationsBelongToTags() throws Exception {
    api.get("/api/search?q=%7B%7D&minDuration=100ms");

    assertThat(asked().filter()).isEqualTo(SpanFilter.ALL);
  }

  @Test
  void answersInProtobuf() throws Exception {
    Answer answer = api.send(api.request("/api/search").header("Accept", "application/protobuf"));

    assertThat(answer.header("Content-Type")).isEqualTo("application/protobuf");
    assertThat(SearchResponse.parseFrom(answer.bytes()).getTraces(0).getTraceID())
        .isEqualTo(TRACE_ID);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "q=%7B%20oops%20%7D        | invalid TraceQL query: parse error at line 1, col 3: unknown",
        "q=%7B%7D%20%7C%20rat()    | invalid TraceQL query: parse error at line 1, col 6: syntax",
        "q=%7B%7D&tags=a%3Db       | invalid request: can't specify tags and q in the same query",
        "tags=a%3D1%20a%3D2        | invalid tags: tag a has been set twice",
        "tags=a%3D%22b             | invalid tags: literal not terminated at pos 3",
        "tags=%3Db                 | invalid tags: unexpected '=' at pos 1",
        "start=abc                 | invalid start: abc is not a whole number",
        "end=-1                    | invalid end: -1 is not a whole number",
        "start=5                   | http parameter start must be before end. received start=5",
        "start=5&end=5             | http parameter start must be before end.",
        "limit=0                   | invalid limit: must be a positive number",
        "limit=many                | invalid limit: many is not a whole number",
        "limit=501                 | limit 501 exceeds max limit 500",
        "spss=101                  | spans per span set exceeds 100. received 101",
        "minDuration=fast          | invalid minDuration: a duration is written as",
        "minDuration=2s&maxDuration=1s | invalid maxDuration: must be greater than minDuration",
      })
  void refusesBadSearches(String parameters, String message) throws Exception {
    Answer answer = api.get("/api/search?" + parameters);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).startsWith("text/plain");
    assertThat(answer.text()).startsWith(message);
    assertThat(traces.query).isNull();
  }

  @Test
  void refusesLongQueries() throws Exception {
    Answer answer = api.get("/api/search?q=" + "x".repeat(1001));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).startsWith("TraceQL expression exceeds the configured maximum size");
  }

  @Test
  void saysWhyTheStoreCannotAnswer() throws Exception {
    traces.broken = true;

    Answer answer = api.get("/api/search");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.text()).isEqualTo("the disk is full");
  }

  @Test
  void findsTraces() throws Exception {
    JsonNode version1 = api.get("/api/traces/" + TRACE_ID + "?start=1&end=2").json();
    JsonNode version2 = api.get("/api/v2/traces/" + TRACE_ID).json();

    JsonNode resourceSpans = version1.path("batches").path(0);
    assertThat(version2.path("trace").path("resourceSpans").path(0)).isEqualTo(resourceSpans);
    assertThat(version2.path("metrics").isObject()).isTrue();
    assertThat(resourceSpans.path("resource").path("attributes").toString())
        .isEqualTo(
            "[{\"key\":\"service.name\",\"value\":{\"stringValue\":\"ride-sharing-app\"}},"
                + "{\"key\":\"process.command_args\",\"value\":{\"arrayValue\":{\"values\":"
                + "[{\"stringValue\":\"java\"},{\"intValue\":\"1\"}]}}}]");
    JsonNode scopeSpans = resourceSpans.path("scopeSpans");
    assertThat(scopeSpans.size()).isEqualTo(1);
    assertThat(scopeSpans.path(0).path("scope").path("name").asText()).isEqualTo("test");
    JsonNode span = scopeSpans.path(0).path("spans").path(0);
    assertThat(span.path("name").asText()).isEqualTo("CarHandler");
    assertThat(span.path("kind").asText()).isEqualTo("SPAN_KIND_SERVER");
    // Tempo's JSON has ids in base64, as protobuf's JSON form has bytes; OTLP's JSON has hex.
    assertThat(Base64.getDecoder().decode(span.path("traceId").asText()))
        .isEqualTo(HexFormat.of().parseHex(TRACE_ID));
  }

  @Test
  void findsTracesInProtobuf() throws Exception {
    Answer answer =
        api.send(api.request("/api/traces/" + TRACE_ID).header("Accept", "application/protobuf"));

    TracesData data = TracesData.parseFrom(answer.bytes());
    assertThat(data.getResourceSpans(0).getScopeSpans(0).getSpansList()).hasSize(2);
  }

  @Test
  void knowsNoOtherTraces() throws Exception {
    assertThat(api.get("/api/traces/1234").status()).isEqualTo(404);
    assertThat(api.get("/api/traces/1234").text()).isEqualTo("trace not found: 1234");
    assertThat(api.get("/api/v2/traces/1234").status()).isEqualTo(200);
    assertThat(api.get("/api/v2/traces/1234").text()).isEqualTo("{\"trace\":{},\"metrics\":{}}");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/traces/xyz, invalid trace id: a trace id has hex digits only: xyz",
    "/api/v2/traces/xyz, invalid trace id: a trace id has hex digits only: xyz",
    "/api/traces/123456789012345678901234567890123, invalid trace id: a trace id has 1 to 32",
    "/api/traces/12?start=9&end=8, http parameter start must be before end.",
    "/api/v2/search/tags?scope=nowhere, invalid scope: nowhere",
    "/api/search/tags?start=x, invalid start: x is not",
    "/api/v2/search/tag/service.name/values, please provide a valid tagName: parse error",
    "/api/v2/search/tag/span.x/values?limit=51, limit 51 exceeds max limit 50",
  })
  void refusesBadLookups(String path, String message) throws Exception {
    Answer answer = api.get(path);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).startsWith(message);
  }

  @Test
  void listsTags() throws Exception {
    assertThat(api.get("/api/search/tags").text())
        .isEqualTo(
            "{\"tagNames\":[\"exception.type\",\"http.status_code\",\"pyroscope.profile.id\",\"region\","
                + "\"service.name\"],\"metrics\":{}}");
    JsonNode scopes = api.get("/api/v2/search/tags?start=1&end=2&limit=1").json().path("scopes");
    assertThat(scopes.findValuesAsText("name"))
        .containsExactly("intrinsic", "resource", "span", "event");
    assertThat(scopes.path(0).path("tags").toString()).contains("\"name\"", "\"span:name\"");
    assertThat(scopes.path(1).path("tags").toString()).isEqualTo("[\"region\"]");
    assertThat(traces.range).isEqualTo(new TimeRange(1_000_000_000L, 2_000_000_000L));
  }

  @Test
  void listsTagsOfOneScope() throws Exception {
    JsonNode scopes = api.get("/api/v2/search/tags?scope=span").json().path("scopes");
    assertThat(scopes.findValuesAsText("name")).containsExactly("span");
    assertThat(api.get("/api/v2/search/tags?scope=event").json().at("/scopes/0/tags/0").asText())
        .isEqualTo("exception.type");
    assertThat(api.get("/api/v2/search/tags?scope=trace").text())
        .isEqualTo("{\"scopes\":[],\"metrics\":{}}");
    assertThat(api.get("/api/search/tags?scope=intrinsic").text())
        .contains("\"duration\"")
        .doesNotContain("nestedSet", "childCount");
  }

  @Test
  void listsValues() throws Exception {
    assertThat(api.get("/api/search/tag/root.name/values").json().path("tagValues").toString())
        .isEqualTo("[\"true\",\"200\",\"0.5\",\"eu-north\"]");
    assertThat(traces.field).isEqualTo(Intrinsic.ROOT_NAME);
  }

  @Test
  void listsTypedValues() throws Exception {
    String query = HttpApi.encode("{ name = \"x\" }");

    Answer answer = api.get("/api/v2/search/tag/resource.region/values?limit=9&q=" + query);

    assertThat(answer.json().path("tagValues").toString())
        .isEqualTo(
            "[{\"type\":\"bool\",\"value\":\"true\"},{\"type\":\"int\",\"value\":\"200\"},"
                + "{\"type\":\"float\",\"value\":\"0.5\"},"
                + "{\"type\":\"string\",\"value\":\"eu-north\"}]");
    assertThat(traces.filter).isEqualTo(compare(Intrinsic.NAME, Operator.EQUAL, "x"));
    assertThat(traces.limit).isEqualTo(9);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ resource.region = }",
        "{ resource.region = ",
        "{ .region = `eu` }",
        "{ name = `x` } >> { }",
        "by(name) | { name = `x` }",
      })
  void narrowsValuesByNothing(String query) throws Exception {
    assertThat(valuesBeside(query)).isEqualTo(SpanFilter.ALL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ name = `x` }",
        "{ name = `x` && resource.region = }",
        "{ resource.region =~ && name = `x` && (span.b > ) }",
        "{ name = `x` } | count() > 2",
        "{ name = `x` } | rate()",
      })
  void narrowsValuesByWhatIsWhole(String query) throws Exception {
    assertThat(valuesBeside(query)).isEqualTo(compare(Intrinsic.NAME, Operator.EQUAL, "x"));
  }

  private @Nullable SpanFilter valuesBeside(String query) throws Exception {
    String path = "/api/v2/search/tag/resource.region/values?q=" + HttpApi.encode(query);
    assertThat(api.get(path).status()).isEqualTo(200);
    return traces.filter;
  }

  @Test
  void listsWhatIsKnownBeforehand() throws Exception {
    assertThat(api.get("/api/v2/search/tag/status/values").text())
        .contains("{\"type\":\"keyword\",\"value\":\"error\"}");
    assertThat(api.get("/api/v2/search/tag/span:kind/values").text())
        .contains("{\"type\":\"keyword\",\"value\":\"server\"}");
    assertThat(api.get("/api/v2/search/tag/duration/values").text())
        .isEqualTo("{\"tagValues\":[],\"metrics\":{}}");
    assertThat(traces.field).isNull();
  }

  private TraceQuery asked() {
    TraceQuery asked = traces.query;
    assertThat(asked).isNotNull();
    return java.util.Objects.requireNonNull(asked);
  }

  private static SpanFilter and(SpanFilter... filters) {
    return new SpanFilter.And(List.of(filters));
  }

  private static SpanFilter compare(SpanFilter.Field field, Operator operator, String text) {
    return new Compare(field, operator, new AttributeValue.Text(text));
  }

  private static SpanFilter duration(Operator operator, long nanos) {
    return new Compare(Intrinsic.TRACE_DURATION, operator, new AttributeValue.Int(nanos));
  }
}
