package dev.spanprofiles.rideshare;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a browser may send for pages of other sites, to a service with all it answers. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "rideshare.role=ride-sharing-app",
      "rideshare.region=eu-north",
      "ALLOWED_HOSTS=us-east,Eu-North,"
    })
class BrowserGuardTest {

  private static final String JSON = "Content-Type: application/json";

  @LocalServerPort int port;

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/incidents", "/actuator/health", "/actuator/spanprofiles", "/nothing"})
  void nothingIsShownUnderAnotherName(String path) throws Exception {
    String answer = send("GET", path, "evil.example:" + port);
    assertThat(answer).startsWith("HTTP/1.1 421").contains("application/problem+json");
    assertThat(answer).contains("not known as evil.example").contains("ALLOWED_HOSTS");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:1",
        "LOCALHOST",
        "127.0.0.1:1",
        "[::1]:1",
        "eu-north:5000",
        "us-east",
        "Us-East:1"
      })
  void itAnswersForItsNames(String host) throws Exception {
    assertThat(send("GET", "/incidents", host)).startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[::2]:1", "10.0.0.1", "localhost.evil.example", "ap-south", "0.0.0.0"})
  void itAnswersForNoOther(String host) throws Exception {
    assertThat(send("GET", "/incidents", host)).startsWith("HTTP/1.1 421");
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site: cross-site, Origin: http://evil.example",
    "Sec-Fetch-Site: same-site, Origin: http://localhost:3000",
    "Origin: http://localhost:3000, Accept: */*",
    "Origin: null, Accept: */*",
  })
  void pagesOfOtherSitesSwitchNothing(String first, String second) throws Exception {
    String before = send("GET", "/incidents", "localhost");
    String answer = send("PUT", "/incidents", "localhost:1", JSON, first, second);
    assertThat(answer).startsWith("HTTP/1.1 403").contains("A page of another site sent this");
    assertThat(body(send("GET", "/incidents", "localhost"))).isEqualTo(body(before));
    assertThat(send("POST", "/rides/bike", "localhost:1", first, second))
        .startsWith("HTTP/1.1 403");
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site: same-origin, Origin: http://localhost:1",
    "Sec-Fetch-Site: none, Accept: */*",
    "Origin: http://localhost:1, Accept: */*",
    "User-Agent: curl, Accept: */*",
  })
  void othersMayWrite(String first, String second) throws Exception {
    assertThat(send("POST", "/rides/bike", "localhost:1", first, second))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void healthIsToldToToolsThatSendNoHost() throws Exception {
    assertThat(exchange("GET /actuator/health HTTP/1.0\r\n\r\n")).contains("\"UP\"");
  }

  private String send(String method, String path, String host, String... headers)
      throws IOException {
    StringBuilder request =
        new StringBuilder("%s %s HTTP/1.1\r\nHost: %s\r\n".formatted(method, path, host));
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    return exchange(request.append("Content-Length: 0\r\nConnection: close\r\n\r\n").toString());
  }

  private static String body(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n"));
  }

  /** By hand: the JDK's client sends no other Host than the address it connects to. */
  private String exchange(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
