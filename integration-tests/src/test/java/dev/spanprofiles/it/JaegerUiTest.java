package dev.spanprofiles.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import dev.spanprofiles.stack.browser.Chromium;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The links that Jaeger's UI makes of what a span says of its profile. */
final class JaegerUiTest {

  /** As the entry point of its container has it. */
  private static final String SCRIPT =
      GrafanaFiles.read(GrafanaFiles.ROOT.resolve("jaeger/ui.js")).replace("GRAFANA_PORT", "3001");

  /** {@code loadUIConfig} in jaegerquery's static_handler.go, and its {@code ReplaceAll}. */
  @Test
  void isAScriptThatJaegerTakes() {
    assertThat(SCRIPT).containsPattern("function\\s+UIConfig(\\s)?\\(\\s?\\)(\\s)?\\{");
    assertThat(SCRIPT).doesNotContain("$", "</script");
  }

  @Test
  @Tag("browser")
  void profileIdOpensTheFlameGraphOfTheSpanAroundItsTime() throws Exception {
    String link =
        link(
            "pyroscope.profile.id",
            Map.of(
                "pyroscope.profile.id",
                "b7ad6b7169203331",
                "startTime",
                1_790_000_000_123_456.0,
                "duration",
                250_000));

    String prefix = "http://localhost:3001/explore?schemaVersion=1&orgId=1&panes=";
    assertThat(link).startsWith(prefix);
    JsonNode pane =
        Http.parse(URLDecoder.decode(link.substring(prefix.length()), UTF_8)).path("span");
    assertThat(pane.at("/queries/0/spanSelector/0").asText()).isEqualTo("b7ad6b7169203331");
    assertThat(pane.at("/queries/0/datasource/uid").asText()).isEqualTo("pyroscope");
    assertThat(GrafanaFiles.dataSources()).containsKey(pane.path("datasource").asText());
    assertThat(pane.at("/range/from").asText()).isEqualTo("1789999940123");
    assertThat(pane.at("/range/to").asText()).isEqualTo("1790000060374");
  }

  @Test
  @Tag("browser")
  void addressOfASpanIsOpenedAsItIsUnlessItIsAScript() throws Exception {
    String key = "pyroscope.profile.baseline.url";
    String address = "http://localhost:3000/explore?panes=%7B%22a%22%3A1%7D";

    assertThat(link(key, Map.of(key, address))).isEqualTo(address);
    assertThat(link(key, Map.of(key, "javascript:alert(1)"))).isEqualTo("#");
  }

  /** The address that Jaeger makes of an attribute, given the values it asks for. */
  private static String link(String key, Map<String, Object> values) throws IOException {
    HttpServer jaeger =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] body = ("<title>Jaeger</title><script>" + SCRIPT + "</script>").getBytes(UTF_8);
    jaeger.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    jaeger.start();
    String address = "http://localhost:" + jaeger.getAddress().getPort() + "/";
    try (Chromium chromium = Chromium.start();
        Page page = chromium.open(address, ColorScheme.LIGHT, 800, 600)) {
      Object link =
          page.evaluate(
              "([key, values]) => {"
                  + " const pattern = UIConfig().linkPatterns.find(p => p.key === key);"
                  + " const asked = pattern.url.parameters.every(name => name in values);"
                  + " return asked && pattern.type === 'tags' && pattern.url.template(values) }",
              List.of(key, values));
      assertThat(chromium.problems()).isEmpty();
      return String.valueOf(link);
    } finally {
      jaeger.stop(0);
    }
  }
}
