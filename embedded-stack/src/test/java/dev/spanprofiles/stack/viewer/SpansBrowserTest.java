package dev.spanprofiles.stack.viewer;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import dev.spanprofiles.stack.browser.Chromium;
import dev.spanprofiles.stack.storage.duckdb.DuckDbStore;
import dev.spanprofiles.stack.storage.duckdb.StoreSettings;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Sets of spans in a real browser: from all operations to why some requests are slow. */
@Tag("browser")
@TestInstance(Lifecycle.PER_CLASS)
class SpansBrowserTest {

  private static final Instant START = Instant.parse("2026-11-21T09:00:00Z");

  private Chromium chromium;
  private DuckDbStore store;
  private ViewerServer viewer;

  @BeforeAll
  void start(@TempDir Path directory) {
    chromium = Chromium.start();
    Orders orders = new Orders();
    for (int i = 0; i < 60; i++) {
      orders.car(START.plusSeconds(10L * i), i % 2 == 0 ? "us-east" : "eu-north");
      orders.bike(START.plusSeconds(10L * i + 1), "us-east");
    }
    for (int i = 0; i < 20; i++) {
      orders.slowCar(START.plusSeconds(30L * i + 5), "eu-north");
    }
    orders.failed(START.plusSeconds(300), "eu-north");
    store = DuckDbStore.open(StoreSettings.in(directory));
    orders.storeIn(store, store);
    viewer = new ViewerServer(store, store, START.plus(Duration.ofMinutes(11)));
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
  void threeClicksFromAllOperationsToWhatSlowRequestsRan() {
    Page page = open("/");
    assertThat(page).hasURL(viewer.url("/operations"));

    link(page, "CarHandler").click();
    assertThat(page.locator("h2#heat-heading")).isVisible();
    link(page, "Its slowest 5 % against its faster half").click();
    assertThat(page.locator("table.differences").first()).containsText("eu-north");
    assertThat(page.frameLocator("iframe").locator("canvas")).isVisible();
    link(page, "dev.spanprofiles.rideshare.fault.MutexLock.mutexLock").click();
    assertThat(page.locator("#ran tbody tr").first()).containsText("CarHandler");
  }

  @Test
  void aMarkedRectangleNarrowsTheSetAndTheAddress() {
    Page page = open(cars());
    assertThat(page.locator(".facts")).containsText("80");
    BoundingBox box = page.locator(".plot").boundingBox();

    page.mouse().move(box.x + box.width * 0.7, box.y + 2);
    page.mouse().down();
    page.mouse().move(box.x + box.width - 2, box.y + box.height * 0.4);
    assertThat(page.locator("#brush-status")).containsText("Marked:");
    page.mouse().up();

    isNarrowed(page);
  }

  @Test
  void aFingerMarksARectangleOnATelephone() {
    Page page = chromium.open(viewer.url(cars()), ColorScheme.LIGHT, 390, 800);
    CDPSession screen = page.context().newCDPSession(page);
    page.locator(".plot").scrollIntoViewIfNeeded();
    BoundingBox box = page.locator(".plot").boundingBox();

    touch(screen, "touchStart", box.x + box.width * 0.7, box.y + 2);
    touch(screen, "touchMove", box.x + box.width - 2, box.y + box.height * 0.4);
    assertThat(page.locator("#brush-status")).containsText("Marked:");
    touch(screen, "touchEnd");

    isNarrowed(page);
  }

  private static void touch(CDPSession screen, String kind, double... at) {
    JsonArray points = new JsonArray();
    if (at.length > 0) {
      JsonObject point = new JsonObject();
      point.addProperty("x", at[0]);
      point.addProperty("y", at[1]);
      points.add(point);
    }
    JsonObject event = new JsonObject();
    event.addProperty("type", kind);
    event.add("touchPoints", points);
    screen.send("Input.dispatchTouchEvent", event);
  }

  private static void isNarrowed(Page page) {
    assertThat(page).hasURL(Pattern.compile(".*duration.*%3E%3D.*start=2026.*"));
    String address = URLDecoder.decode(page.url(), StandardCharsets.UTF_8);
    assertThat(address).contains("name = \"CarHandler\" && duration >= ").doesNotContain("and=");
    assertThat(page.locator("dl.facts div").first()).not().containsText("80");
  }

  @Test
  void theHeatMapIsMarkedByKeyboard() {
    Page page = open(cars());
    Locator plot = page.getByRole(AriaRole.APPLICATION);
    plot.focus();
    page.keyboard().press("ArrowLeft");
    for (int i = 0; i < 5; i++) {
      page.keyboard().press("Shift+ArrowRight");
      page.keyboard().press("Shift+ArrowUp");
    }
    assertThat(page.locator("rect.brush")).hasCount(1);
    page.keyboard().press("Escape");
    assertThat(page.locator("rect.brush")).hasCount(0);
    page.keyboard().press("ArrowLeft");
    page.keyboard().press("Enter");

    assertThat(page).hasURL(Pattern.compile(".*duration.*start=2026.*end=2026.*"));
  }

  @Test
  void aFrameThatIsClickedListsTheSpansThatRanIt() {
    Page page = open(cars());
    Locator canvas = page.frameLocator("iframe").locator("canvas");
    canvas.focus();
    for (int i = 0; i < 3; i++) {
      page.keyboard().press("ArrowDown");
    }
    page.keyboard().press("Enter");

    assertThat(page.locator(".ran h1")).containsText("Spans that ran");
    assertThat(page.locator(".ran")).containsText("this frame of the flame graph");
    assertThat(page.locator(".ran tbody tr").first()).containsText("CarHandler");
  }

  @Test
  void namesAndValuesAreCompletedByKeyboard() {
    Page page = open("/spans");
    Locator query = page.getByLabel("TraceQL");
    query.fill("");
    query.pressSequentially("{ resource.reg");
    assertThat(page.getByRole(AriaRole.OPTION).first()).hasText("resource.region");
    page.keyboard().press("ArrowDown");
    page.keyboard().press("Enter");
    assertThat(query).hasValue("{ resource.region");
    query.pressSequentially(" = \"eu");
    assertThat(page.getByRole(AriaRole.OPTION).first()).hasText("\"eu-north\"");
    page.keyboard().press("ArrowDown");
    page.keyboard().press("Enter");
    query.pressSequentially(" }");
    page.keyboard().press("Escape");
    page.keyboard().press("Enter");

    assertThat(page.locator("dl.values")).containsText("eu-north");
    assertThat(URLDecoder.decode(page.url(), StandardCharsets.UTF_8))
        .contains("{ resource.region = \"eu-north\" }");
  }

  @Test
  void nothingButMarkingNeedsScripts() {
    try (Page page =
        chromium.open(viewer.url("/operations"), ColorScheme.LIGHT, 1280, 800, false)) {
      link(page, "CarHandler").click();
      assertThat(page.locator(".plot rect").first()).isAttached();
      page.getByLabel("At least").fill("800ms");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Write the query"))
          .click();
      assertThat(page.getByLabel("TraceQL")).hasValue(Pattern.compile(".*duration >= 800ms.*"));
      link(page, "The rest of CarHandler").click();
      assertThat(page.locator("table.compare")).containsText("Mean duration");
    }
  }

  private static String cars() {
    return "/spans?q=" + URLEncoder.encode("{ name = \"CarHandler\" }", StandardCharsets.UTF_8);
  }

  private Page open(String path) {
    return chromium.open(viewer.url(path), ColorScheme.LIGHT, 1280, 900);
  }

  private static Locator link(Page page, String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name)).first();
  }
}
