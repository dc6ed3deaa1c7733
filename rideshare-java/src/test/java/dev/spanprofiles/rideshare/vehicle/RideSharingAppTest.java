package dev.spanprofiles.rideshare.vehicle;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.rideshare.Http;
import dev.spanprofiles.rideshare.RecordedSpans;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"rideshare.role=ride-sharing-app", "rideshare.region=eu-north"})
@Import(RecordedSpans.class)
class RideSharingAppTest {

  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT_ID = "b7ad6b7169203331";

  @LocalServerPort int port;
  @Autowired RecordedSpans spans;

  @BeforeEach
  void forget() {
    spans.reset();
  }

  @ParameterizedTest
  @CsvSource({"bike, BikeHandler", "scooter, ScooterHandler", "car, CarHandler"})
  void localRootIsTheHandler(String vehicle, String handler) throws Exception {
    HttpResponse<String> answer =
        Http.post(
            port, "/rides/" + vehicle, "traceparent", "00-" + TRACE_ID + "-" + PARENT_ID + "-01");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"vehicle\":\"" + vehicle + "\"");
    SpanData root = spans.named(handler);
    assertThat(root.getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(root.getTraceId()).isEqualTo(TRACE_ID);
    assertThat(root.getParentSpanId()).isEqualTo(PARENT_ID);
    assertThat(root.getParentSpanContext().isRemote()).isTrue();
    assertThat(root.getAttributes().get(longKey("http.response.status_code"))).isEqualTo(200);

    SpanData find = spans.named("FindNearestVehicle");
    assertThat(find.getParentSpanId()).isEqualTo(root.getSpanId());
    assertThat(find.getAttributes().get(stringKey("vehicle"))).isEqualTo(vehicle);
    assertThat(spans.all())
        .extracting(SpanData::getName)
        .filteredOn("CheckDriverAvailability"::equals)
        .hasSize(vehicle.equals("car") ? 1 : 0);
    assertThat(root.getResource().getAttributes().asMap())
        .containsEntry(stringKey("service.name"), "ride-sharing-app")
        .containsEntry(stringKey("host.name"), "eu-north-1")
        .containsEntry(stringKey("region"), "eu-north")
        .doesNotContainKey(stringKey("process.command_args"));
  }

  @Test
  void unknownVehicleIsA400ThatListsTheKnown() throws Exception {
    HttpResponse<String> answer = Http.post(port, "/rides/plane");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body())
        .contains("Unknown vehicle 'plane'")
        .contains("\"known\":[\"bike\",\"car\",\"scooter\"]");
    assertThat(spans.named("POST /rides/{vehicle}").getKind()).isEqualTo(SpanKind.SERVER);
  }

  @Test
  void incidentsCanBeSwitchedWhileRunning() throws Exception {
    String classic = Http.get(port, "/incidents").body();
    assertThat(classic)
        .isEqualTo("[{\"kind\":\"mutex-lock\",\"vehicle\":\"car\",\"when\":\"even-minutes\"}]");

    String slowBikes = "[{\"kind\":\"exception-flow\",\"vehicle\":\"bike\",\"when\":\"always\"}]";
    assertThat(Http.put(port, "/incidents", slowBikes).body()).isEqualTo(slowBikes);
    Http.post(port, "/rides/bike");
    SpanData before = spans.named("BikeHandler");
    assertThat(spans.named("ReadAddresses").getParentSpanId()).isEqualTo(before.getSpanId());

    spans.reset();
    String mended = slowBikes.replace("}", ",\"mended\":true}");
    assertThat(Http.put(port, "/incidents", mended).body()).isEqualTo(mended);
    Http.post(port, "/rides/bike");
    assertThat(spans.named("BikeHandler").getAttributes().get(longKey("release")))
        .isEqualTo(before.getAttributes().get(longKey("release")) + 1);

    Http.put(port, "/incidents", "[]");
    assertThat(Http.get(port, "/incidents").body()).isEqualTo("[]");
    Http.put(port, "/incidents", classic);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{\"kind\":\"fire\",\"vehicle\":\"car\",\"when\":\"always\"}] | known: allocation,",
        "[{\"kind\":\"allocation\",\"vehicle\":\"tram\",\"when\":\"always\"}] | known: bike,",
        "[{\"kind\":\"allocation\",\"vehicle\":\"car\"}] | known: always, even-minutes",
        "[{\"kind\":\"mutex-lock\",\"vehicle\":\"bike\",\"when\":\"always\"}] | A bike never meets"
            + " mutex-lock; these do: car",
        "[null] | An incident is null",
        "{ | Failed to read request"
      })
  void badIncidentIsA400AndChangesNothing(String json, String detail) throws Exception {
    String before = Http.get(port, "/incidents").body();

    HttpResponse<String> answer = Http.put(port, "/incidents", json);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body()).contains(detail);
    assertThat(Http.get(port, "/incidents").body()).isEqualTo(before);
  }

  @Test
  void tenantIsOnTheSpanAndAnUnknownOneIsA400() throws Exception {
    Http.post(port, "/rides/bike?tenant=cedar");
    assertThat(spans.named("BikeHandler").getAttributes().get(stringKey("tenant")))
        .isEqualTo("cedar");

    HttpResponse<String> answer = Http.post(port, "/rides/bike?tenant=oak");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("Unknown tenant 'oak'; known: acme, birch");
  }

  @Test
  void kindsOfIncidentsSayWhoMeetsThemAndWhere() throws Exception {
    assertThat(Http.get(port, "/incidents/kinds").body())
        .contains(
            "{\"kind\":\"mutex-lock\",\"vehicles\":[\"car\"],\"step\":\"CheckDriverAvailability\"}");
  }

  @Test
  void tooManyIncidentsAreRefused() throws Exception {
    String one = "{\"kind\":\"allocation\",\"vehicle\":\"car\",\"when\":\"always\"}";
    String many = "[" + (one + ",").repeat(20) + one + "]";

    HttpResponse<String> answer = Http.put(port, "/incidents", many);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("21 incidents; at most 20 are allowed");
  }

  @Test
  void indexSaysWhatCanBeAskedAndNothingOfTheEnvironment() throws Exception {
    String body = Http.get(port, "/").body();

    assertThat(body).contains("POST /rides/{vehicle}").contains("\"region\":\"eu-north\"");
    assertThat(body).doesNotContain(System.getProperty("user.dir"));
    assertThat(spans.all()).isEmpty();
  }

  @Test
  void isHealthy() throws Exception {
    assertThat(Http.get(port, "/actuator/health").statusCode()).isEqualTo(200);
    assertThat(Http.get(port, "/actuator/env").statusCode()).isEqualTo(404);
  }

  @Test
  void saysWhatSpanProfilesDo() throws Exception {
    assertThat(Http.get(port, "/actuator/spanprofiles").body())
        .contains("\"active\":", "\"reason\":");
  }
}
