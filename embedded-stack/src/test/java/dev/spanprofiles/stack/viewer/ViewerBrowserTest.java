package dev.spanprofiles.stack.viewer;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.spanprofiles.stack.storage.Examples.sample;
import static dev.spanprofiles.stack.storage.Examples.span;
import static dev.spanprofiles.stack.storage.Examples.traceId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.spanprofiles.stack.browser.AccessibilityRules;
import dev.spanprofiles.stack.browser.Chromium;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.storage.Examples;
import dev.spanprofiles.stack.storage.duckdb.DuckDbStore;
import dev.spanprofiles.stack.storage.duckdb.StoreSettings;
import dev.spanprofiles.stack.viewer.Orders.Order;
import dev.spanprofiles.stack.viewer.spans.SetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The pages in a real browser: what scripts do, what is seen, what keys do. */
@Tag("browser")
@TestInstance(Lifecycle.PER_CLASS)
class ViewerBrowserTest {

  private static final Instant START = Instant.parse("2026-11-21T09:00:00Z");

  private static final String SPANS =
      "/spans?q=%7B%20name%3D%22CarHandler%22%20%7D&start=2026-11-21T08:59:00Z&end=2026-11-21T09:01:00Z";

  private static final Path SCREENSHOTS = Path.of("target/screenshots");

  private Chromium chromium;
  private DuckDbStore store;
  private ViewerServer viewer;
  private Order slowCar;

  @BeforeAll
  void start(@TempDir Path directory) {
    chromium = Chromium.start();
    store = DuckDbStore.open(StoreSettings.in(directory));
    Orders orders = new Orders();
    for (int i = 0; i < 6; i++) {
      orders.bike(START.plusSeconds(i), "us-east");
      orders.car(START.plusMillis(i * 1000 + 300), "ap-south");
    }
    orders.failed(START.plusSeconds(7), "eu-north");
    slowCar = orders.slowCar(START.plusSeconds(8), "eu-north");
    orders.storeIn(store, store);
    viewer = new ViewerServer(store, store, START.plusSeconds(3600));
  }

  @AfterAll
  void stop() {
    if (chromium != null) {
      chromium.close();
      viewer.close();
      store.close();
    }
  }

  @AfterEach
  void nothingWentWrongInThePages() {
    assertThat(chromium.problems()).isEmpty();
  }

  @Test
  void oneClickFromTheListToTheFlameGraphOfASlowRequest() {
    Page page = open(viewer.url("/traces"));
    page.getByLabel("Span name").fill("CarHandler");
    page.getByLabel("At least").fill("500ms");
    page.keyboard().press("Enter");
    assertThat(page).hasURL(viewer.url("/traces?name=CarHandler&min=500ms"));
    assertThat(page.locator("tbody tr")).hasCount(1);

    link(page, "CarHandler").click();

    assertThat(page).hasURL(viewer.url(SetAddress.of(slowCar.handler()).address()));
    assertThat(page.locator("table.functions tbody tr").first()).containsText("mutexLock");
    assertThat(canvas(page)).isVisible();
  }

  @Test
  void aFlameGraphIsSearchedAndWalkedByKeyboard() {
    Page page = open(viewer.url(SetAddress.of(slowCar.handler()).address()));
    FrameLocator graph = page.frameLocator("iframe");
    Locator status = graph.locator("#status");

    find(graph, "rideshare.*MUTEX", "73.28% matched");
    find(graph, "(", "not a regular expression");
    page.keyboard().press("Escape");
    assertThat(graph.locator("#find output")).hasText("");

    canvas(page).focus();
    assertThat(status).containsText("all 1.16 s");
    page.keyboard().press("ArrowDown");
    page.keyboard().press("ArrowDown");
    page.keyboard().press("ArrowDown");
    assertThat(status).containsText("MutexLock.mutexLock");
    assertThat(status).containsText("dev.spanprofiles.rideshare.fault.MutexLock.mutexLock");
    assertThat(status).containsText("850 ms");
    page.keyboard().press("Enter");
    page.keyboard().press("ArrowUp");
    assertThat(status).containsText("Drivers.checkDriverAvailability");
    page.keyboard().press("0");
    page.keyboard().press("ArrowLeft");
    assertThat(status).containsText("City.findNearestVehicle");
  }

  /** A sandboxed frame moves to a process of its own: what is typed meanwhile may be lost. */
  private static void find(FrameLocator graph, String text, String says) {
    await()
        .atMost(Duration.ofMinutes(5))
        .untilAsserted(
            () -> {
              graph.getByLabel("Find").fill(text);
              assertThat(graph.locator("#find output"))
                  .hasText(says, new LocatorAssertions.HasTextOptions().setTimeout(2000));
            });
  }

  @Test
  void theListIsLiveAndKeepsFilterAndFocus(@TempDir Path directory) {
    try (DuckDbStore live = DuckDbStore.open(StoreSettings.in(directory));
        ViewerServer server = new ViewerServer(live, live, START);
        Page page = open(server.url("/traces?name=GET"))) {
      assertThat(page.getByText("No trace matches")).isVisible();
      Locator name = page.getByLabel("Span name");
      name.fill("half typed");

      live.addSpans(List.of(span(1, 1).build()));
      assertThat(page.locator("tbody tr")).hasCount(1);
      assertThat(name).hasValue("half typed");
      assertThat(name).isFocused();

      page.locator("tbody a").first().focus();
      assertThat(page.locator("#live-text")).containsText("held");
      live.addSpans(List.of(span(2, 1).build()));
      name.focus();
      assertThat(page.locator("tbody tr")).hasCount(2);

      Locator button = page.locator("#live");
      button.click();
      assertThat(button).hasText("Paused");
      assertThat(page).hasURL(Pattern.compile(".*[?&]live=0.*"));
      page.reload();
      assertThat(page.locator("#live")).hasText("Paused");
    }
  }

  @Test
  void whatHasNotArrivedYetShowsOnceItHas(@TempDir Path directory) {
    Span late = span(1, 1).name("late").attributes(Span.PROFILE_ID, SpanId.toHex(1)).build();
    Instant now = Instant.ofEpochSecond(0, Examples.T0 + 1);
    try (DuckDbStore live = DuckDbStore.open(StoreSettings.in(directory));
        ViewerServer server = new ViewerServer(live, live, now);
        Page page = open(server.url(SetAddress.of(late).address()))) {
      assertThat(page.getByText("There is no such trace")).isVisible();
      chromium.problems(); // The browser counts an answer of 404 as an error.

      live.addSpans(List.of(late));
      assertThat(page.getByText("Not arrived yet")).isVisible();
      live.addSamples(List.of(sample(1, 1, Examples.T0 + 1, "a/B.c")));
      assertThat(canvas(page)).isVisible();
      chromium.problems();
    }
  }

  @Test
  void hostileNamesAreDrawnAndNothingElse(@TempDir Path directory) {
    String hostile = "[</script><script>parent.document.title='x'</script>";
    Span span = span(1, 1).name(hostile).attributes(Span.PROFILE_ID, SpanId.toHex(1)).build();
    try (DuckDbStore bad = DuckDbStore.open(StoreSettings.in(directory));
        ViewerServer server = new ViewerServer(bad, bad, START)) {
      bad.addSpans(List.of(span));
      bad.addSamples(
          List.of(
              sample(1, 1, Examples.T0 + 1, hostile, "'];alert(1);//", "a/B.c"),
              sample(1, 1, Examples.T0 + 2, "\\", "a/B.c")));
      Page page = open(server.url(SetAddress.of(span).address()));

      page.frameLocator("iframe").getByLabel("Find").fill("parent.document");
      assertThat(page.frameLocator("iframe").locator("#find output")).hasText("50.00% matched");
      assertThat(page).hasTitle(hostile + " · Span profiles");
      assertThat(page.getByText(traceId(1).toString().substring(0, 8))).isVisible();
    }
  }

  @Test
  void rowsAreWalkedWithArrowKeys() {
    Page page = open(viewer.url("/traces/" + slowCar.root().traceId()));
    link(page, "OrderVehicle").focus();
    page.keyboard().press("ArrowDown");
    page.keyboard().press("ArrowDown");

    assertThat(link(page, "CarHandler")).isFocused();
    assertThat(page.locator("tr:focus-within .card")).containsText("1.16 s in 116 samples");
    page.keyboard().press("Enter");
    assertThat(page).hasURL(viewer.url(SetAddress.of(slowCar.handler()).address()));
  }

  @Test
  void everyPageIsAccessibleInBothColoursAndFitsATelephone() {
    pages()
        .forEach(
            (name, path) -> {
              try (Page page = open(viewer.url(path))) {
                Chromium.screenshot(page, SCREENSHOTS.resolve(name + ".png"));
                assertThat(AccessibilityRules.violations(page)).as(name).isEmpty();
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
                Chromium.screenshot(page, SCREENSHOTS.resolve(name + "-dark.png"));
                assertThat(AccessibilityRules.contrastViolations(page)).as(name).isEmpty();
                page.setViewportSize(390, 800);
                page.reload(); // a flame graph is drawn once
                Chromium.screenshot(page, SCREENSHOTS.resolve(name + "-narrow.png"));
                assertThat(page.evaluate("document.documentElement.scrollWidth"))
                    .as("width of " + name)
                    .isEqualTo(390);
              }
            });
  }

  private Map<String, String> pages() {
    String trace = "/traces/" + slowCar.root().traceId();
    return Map.ofEntries(
        Map.entry("operations", "/operations?start=now-61m"),
        Map.entry("operations-none", "/operations?find=none"),
        Map.entry("spans", SPANS),
        Map.entry("spans-none", "/spans?q=%7B%20name%3D%22none%22%20%7D"),
        Map.entry("compare", SPANS + "&against=%7B%20name%3D%22BikeHandler%22%20%7D"),
        Map.entry("ran", SPANS.replace("/spans", "/spans/ran") + "&function=java.lang.Math.sqrt"),
        Map.entry("span", SetAddress.of(slowCar.handler()).address()),
        Map.entry("span-child", SetAddress.of(slowCar.find()).address()),
        Map.entry("children", SPANS.replace("CarHandler", "FindNearestVehicle")),
        Map.entry("span-graph", SetAddress.of(slowCar.handler()).graph()),
        Map.entry("baseline", SetAddress.baseline(slowCar.handler()).address()),
        Map.entry("traces", "/traces"),
        Map.entry("traces-none", "/traces?min=1h"),
        Map.entry("trace", trace));
  }

  private Page open(String url) {
    return chromium.open(url, ColorScheme.LIGHT, 1280, 800);
  }

  private static Locator canvas(Page page) {
    return page.frameLocator("iframe").locator("canvas");
  }

  private static Locator link(Page page, String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name)).first();
  }
}
