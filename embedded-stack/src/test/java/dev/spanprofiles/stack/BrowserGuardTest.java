package dev.spanprofiles.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.stack.storage.duckdb.StoreSettings;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a browser may send for pages of other sites, on each of the ports. */
final class BrowserGuardTest {

  @TempDir static Path directory;
  private static EmbeddedStack stack;

  /** A port with something that it answers. */
  record Target(Function<EmbeddedStack, URI> port, String path) {

    static Target of(Function<EmbeddedStack, URI> port, String path) {
      return new Target(port, path);
    }

    @Override
    public String toString() {
      return path;
    }
  }

  static Stream<Target> reads() {
    return Stream.of(
        Target.of(EmbeddedStack::viewer, "/traces"),
        Target.of(EmbeddedStack::viewer, "/status"),
        Target.of(EmbeddedStack::tempo, "/api/search"),
        Target.of(EmbeddedStack::pyroscope, "/ready"));
  }

  static Stream<Target> writes() {
    return Stream.of(
        Target.of(EmbeddedStack::otlp, "/v1/traces"),
        Target.of(EmbeddedStack::otlp, "/v1/logs"),
        Target.of(EmbeddedStack::pyroscope, "/ingest"),
        Target.of(EmbeddedStack::pyroscope, "/querier.v1.QuerierService/ProfileTypes"));
  }

  @BeforeAll
  static void start() {
    stack = EmbeddedStack.start(StackSettings.onFreePorts(StoreSettings.in(directory)));
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @ParameterizedTest
  @MethodSource("reads")
  void nothingIsShownUnderAnotherName(Target target) throws Exception {
    String evil = get(target, "evil.example:" + target.port().apply(stack).getPort());
    assertThat(evil).startsWith("HTTP/1.1 421 ").contains("Content-Type: text/plain");
    assertThat(evil).contains("not known as evil.example").contains("--allowed-hosts");
    assertThat(get(target, "localhost:9")).startsWith("HTTP/1.1 200 ");
    assertThat(get(target, "[::1]:9")).startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @MethodSource("writes")
  void nothingIsTakenUnderAnotherName(Target target) throws Exception {
    assertThat(post(target, "evil.example")).startsWith("HTTP/1.1 421 ");
  }

  @ParameterizedTest
  @MethodSource("writes")
  void nothingIsTakenFromPagesOfOtherSites(Target target) throws Exception {
    String refused =
        post(target, "localhost:1", "Origin: http://evil.example", "Sec-Fetch-Site: cross-site");
    assertThat(refused).startsWith("HTTP/1.1 403 ").contains("http://evil.example");
    assertThat(refused).contains("only pages of this server may write to it");
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', true",
    "Sec-Fetch-Site: same-origin, Origin: http://localhost:1, true",
    "Sec-Fetch-Site: none, '', true",
    "Origin: http://localhost:1, '', true",
    "Sec-Fetch-Site: same-site, Origin: http://localhost:2, false",
    "Sec-Fetch-Site: cross-site, '', false",
    "Origin: http://localhost:2, '', false",
    "Origin: null, '', false",
    "Origin: http://, '', false",
  })
  void whoMayWrite(String first, String second, boolean may) throws Exception {
    Target target = Target.of(EmbeddedStack::otlp, "/v1/traces");
    String[] headers =
        Stream.of(first, second).filter(line -> !line.isEmpty()).toArray(String[]::new);
    // Without a Content-Type it is refused further in.
    assertThat(post(target, "localhost:1", headers))
        .startsWith(may ? "HTTP/1.1 415 " : "HTTP/1.1 403 ");
  }

  @Test
  void readsMayBeMarkedAsAnotherSites() throws Exception {
    // Links lead here; what they show is shown in a page of ours.
    Target target = Target.of(EmbeddedStack::viewer, "/traces");
    assertThat(get(target, "localhost", "Sec-Fetch-Site: cross-site")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void toolsThatSendNoHostAreServed() throws Exception {
    URI port = stack.tempo();
    assertThat(exchange(port, "GET /ready HTTP/1.0\r\n\r\n")).contains(" 200 ");
  }

  private static String get(Target target, String host, String... headers) throws IOException {
    return exchange(target.port().apply(stack), request("GET", target, host, headers));
  }

  private static String post(Target target, String host, String... headers) throws IOException {
    return exchange(target.port().apply(stack), request("POST", target, host, headers));
  }

  private static String request(String method, Target target, String host, String... headers) {
    StringBuilder request =
        new StringBuilder("%s %s HTTP/1.1\r\nHost: %s\r\n".formatted(method, target.path(), host));
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    return request.append("Content-Length: 0\r\nConnection: close\r\n\r\n").toString();
  }

  /** By hand: the JDK's client sends no other Host than the address it connects to. */
  private static String exchange(URI port, String request) throws IOException {
    try (Socket socket = new Socket(port.getHost(), port.getPort())) {
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
