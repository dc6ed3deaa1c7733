package dev.spanprofiles.stack.viewer;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.spanprofiles.stack.browser.AccessibilityRules;
import dev.spanprofiles.stack.browser.Chromium;
import dev.spanprofiles.stack.storage.duckdb.DuckDbStore;
import dev.spanprofiles.stack.storage.duckdb.StoreSettings;
import dev.spanprofiles.stack.viewer.page.ViewerSettings;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A trace as one file, in a real browser, with the server gone. */
@Tag("browser")
@TestInstance(Lifecycle.PER_CLASS)
class TraceFileTest {

  private static final Instant START = Instant.parse("2026-11-21T09:00:00Z");

  private Chromium chromium;
  private Path file;
  private HttpResponse<String> response;
  private String cut;

  @BeforeAll
  void keepTheFileAndEndTheServer(@TempDir Path data, @TempDir Path kept) throws IOException {
    chromium = Chromium.start();
    Orders orders = new Orders();
    Orders.Order order = orders.slowCar(START, "eu-north");
    String address = "/traces/" + order.root().traceId();
    Instant now = START.plus(Duration.ofHours(1));
    try (DuckDbStore store = DuckDbStore.open(StoreSettings.in(data))) {
      orders.storeIn(store, store);
      try (ViewerServer viewer = new ViewerServer(store, store, now)) {
        assertThat(viewer.get(address).body()).contains("href=\"" + address + "/file.html\"");
        response = viewer.get(address + "/file.html");
      }
      ViewerSettings one = ViewerSettings.DEFAULT.withFileSpans(1);
      try (ViewerServer viewer = new ViewerServer(store, store, now, one)) {
        cut = viewer.get(address + "/file.html").body();
      }
    }
    file = Files.writeString(kept.resolve("trace.html"), response.body());
  }

  @AfterAll
  void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  private Page open(ColorScheme scheme, int width) {
    return chromium.open(file.toUri().toString(), scheme, width, 800);
  }

  /** Graphs far below the window are drawn once they are scrolled to. */
  private static void awaitFirstGraph(Page page) {
    page.locator("iframe").first().scrollIntoViewIfNeeded();
    assertThat(page.frameLocator("iframe >> nth=0").locator("canvas")).isVisible();
  }

  @Test
  void itIsAFileToKeep() {
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Disposition").orElseThrow())
        .startsWith("attachment; filename=\"trace-")
        .endsWith(".html\"");
    assertThat(response.body()).doesNotContain("/viewer/", "<link", "src=\"", "href=\"/");
  }

  @Test
  void itHasSpansLogsFlameGraphsAndWhereTheTimeWent() {
    try (Page page = open(ColorScheme.LIGHT, 1280)) {
      assertThat(page.locator("table.waterfall tbody tr")).hasCount(5);
      assertThat(page.locator("table.logs")).containsText("waiting for the driver lock");
      awaitFirstGraph(page);
      assertThat(page.locator("iframe").first())
          .hasAttribute("srcdoc", java.util.regex.Pattern.compile("MutexLock"));

      page.locator("table.waterfall a").getByText("CheckDriverAvailability").click();
      String inside = "section.inside:has(h2:has-text('CheckDriverAvailability'))";
      assertThat(page.locator(inside)).isInViewport();
      assertThat(page.locator(inside + " .time-parts")).containsText("On CPU");
      assertThat(page.locator(inside + " .timeline")).containsText("inferred");
      page.locator(inside + " .lane").focus();
      page.keyboard().press("End");
      assertThat(page.locator(inside + " .lane-says")).containsText("MutexLock.mutexLock");
      page.locator(inside + " iframe").first().scrollIntoViewIfNeeded();
      assertThat(page.frameLocator(inside + " iframe").locator("canvas")).isVisible();
    }
    assertThat(chromium.problems()).isEmpty();
  }

  @Test
  void itIsAccessibleInBothColoursAndOnAPhone() {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : new int[] {1280, 390}) {
        try (Page page = open(scheme, width)) {
          awaitFirstGraph(page);
          Chromium.screenshot(
              page, Path.of("target/screenshots/trace-file-" + scheme + "-" + width + ".png"));
          assertThat(AccessibilityRules.violations(page)).as(scheme + " " + width).isEmpty();
          assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
              .isTrue();
        }
      }
    }
    assertThat(chromium.problems()).isEmpty();
  }

  @Test
  void itSaysOfHowManySpansItHasNoMore() {
    assertThat(cut).contains("Of 4 more spans with samples");
    assertThat(response.body()).doesNotContain("more spans with samples");
  }
}
