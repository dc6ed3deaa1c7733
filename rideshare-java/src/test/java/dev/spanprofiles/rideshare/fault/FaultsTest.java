package dev.spanprofiles.rideshare.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.spanprofiles.rideshare.Http;
import dev.spanprofiles.rideshare.Neighbour;
import dev.spanprofiles.rideshare.RecordedSpans;
import dev.spanprofiles.rideshare.Vehicle;
import dev.spanprofiles.rideshare.incident.Fault;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Each fault, met by a ride over HTTP; the neighbouring region is one that writes down. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"rideshare.role=ride-sharing-app", "rideshare.region=eu-north"})
@Import(RecordedSpans.class)
class FaultsTest {

  private static final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private static final Neighbour neighbour =
      Neighbour.start(
          exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            return 200;
          });

  @LocalServerPort int port;
  @Autowired RecordedSpans spans;
  @Autowired List<Fault> faults;
  @Autowired AuditLog audit;

  @DynamicPropertySource
  static void neighbour(DynamicPropertyRegistry registry) {
    registry.add("rideshare.regions.us-east", neighbour::address);
  }

  @BeforeEach
  void forget() {
    spans.reset();
    asked.clear();
  }

  @AfterEach
  void allGoesWell() throws Exception {
    Http.put(port, "/incidents", "[]");
  }

  @AfterAll
  static void stopNeighbour() {
    neighbour.close();
  }

  @Test
  void everyFaultCanBeMetWrongAndMended() throws Exception {
    assertThat(faults).hasSize(12);
    for (Fault fault : possible()) {
      for (boolean mended : List.of(false, true)) {
        Vehicle vehicle = fault.vehicles().iterator().next();
        ride(fault.kind(), vehicle, mended);

        SpanData step = spans.named(fault.step());
        assertThat(step.getParentSpanId())
            .as(fault.kind())
            .isEqualTo(spans.named(vehicle.handler()).getSpanId());
        assertThat(stepsNamed(fault.step())).as(fault.kind()).hasSize(1);
      }
    }
  }

  @Test
  void whatCannotHappenInThisJvmIsRefusedWithTheReason() throws Exception {
    assumeTrue(possible().size() < faults.size(), "all can happen on this JDK");

    HttpResponse<String> answer = put("pinned-thread", Vehicle.CAR, false);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("pinned-thread cannot happen here: it takes virtual threads");
  }

  @Test
  void recordsAreAskedForOneByOneOrAtOnce() throws Exception {
    ride("n-plus-one", Vehicle.CAR, false);
    assertThat(asked).hasSize(40).allMatch(request -> request.matches("GET /drivers/\\d+"));

    asked.clear();
    ride("n-plus-one", Vehicle.CAR, true);
    assertThat(asked).singleElement().asString().startsWith("GET /drivers?ids=");
  }

  @Test
  void paymentIsAskedForWithTheOldSealOrTheNew() throws Exception {
    ride("slow-downstream", Vehicle.BIKE, false);
    ride("slow-downstream", Vehicle.BIKE, true);
    assertThat(asked).containsExactly("POST /payments?seal=legacy", "POST /payments?seal=current");
  }

  @Test
  void auditIsALineForEachDriverOrOne() throws Exception {
    long before = auditLines();
    ride("noisy-log", Vehicle.BIKE, true);
    assertThat(auditLines()).isEqualTo(before + 1);

    ride("noisy-log", Vehicle.BIKE, false);
    assertThat(auditLines()).isEqualTo(before + 1 + 1_500);
  }

  @Test
  void neighboursAreAnswered() throws Exception {
    assertThat(Http.get(port, "/drivers/7").body()).startsWith("{\"id\":7,\"shiftStart\":");
    assertThat(Http.get(port, "/drivers?ids=7,8").body()).startsWith("[{\"id\":7,");
    assertThat(Http.get(port, "/drivers?ids=" + "1,".repeat(100) + "1").statusCode())
        .isEqualTo(400);
    assertThat(Http.post(port, "/payments?seal=current").body()).contains("\"proof\":\"");
    assertThat(Http.post(port, "/payments?seal=wax").body())
        .contains("Unknown seal 'wax'; known: current, legacy");
    assertThat(Http.get(port, "/tariffs").body()).startsWith("edition ");
    assertThat(spans.named("GET /drivers/{id}").getName()).isNotEmpty();
  }

  private List<Fault> possible() {
    return faults.stream().filter(fault -> fault.impossible().isEmpty()).toList();
  }

  private void ride(String kind, Vehicle vehicle, boolean mended) throws Exception {
    assertThat(put(kind, vehicle, mended).statusCode()).as(kind).isEqualTo(200);
    spans.reset();
    assertThat(Http.post(port, "/rides/" + vehicle.label() + "?tenant=cedar").statusCode())
        .as(kind)
        .isEqualTo(200);
  }

  private HttpResponse<String> put(String kind, Vehicle vehicle, boolean mended) throws Exception {
    return Http.put(
        port,
        "/incidents",
        "[{\"kind\":\"%s\",\"vehicle\":\"%s\",\"when\":\"always\",\"mended\":%s}]"
            .formatted(kind, vehicle.label(), mended));
  }

  private List<SpanData> stepsNamed(String name) {
    return spans.all().stream().filter(span -> span.getName().equals(name)).toList();
  }

  private long auditLines() throws IOException {
    long lines = 0;
    try (Stream<Path> files = Files.list(audit.folder())) {
      for (Path file : files.toList()) {
        lines += Files.readAllLines(file).size();
      }
    }
    return lines;
  }
}
