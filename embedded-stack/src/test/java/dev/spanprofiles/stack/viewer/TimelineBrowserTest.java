package dev.spanprofiles.stack.viewer;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.spanprofiles.stack.storage.Examples.MILLI;
import static dev.spanprofiles.stack.storage.Examples.T0;
import static dev.spanprofiles.stack.storage.Examples.labels;
import static dev.spanprofiles.stack.storage.Examples.span;
import static dev.spanprofiles.stack.storage.Examples.traceId;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.spanprofiles.stack.browser.AccessibilityRules;
import dev.spanprofiles.stack.browser.Chromium;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.model.SampleThread;
import dev.spanprofiles.stack.model.SampleThread.State;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.storage.duckdb.DuckDbStore;
import dev.spanprofiles.stack.storage.duckdb.StoreSettings;
import dev.spanprofiles.stack.viewer.time.TimePages;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A span over time, in a real browser. */
@Tag("browser")
@TestInstance(Lifecycle.PER_CLASS)
class TimelineBrowserTest {

  private static final Span PAY =
      span(1, 1)
          .name("pay")
          .duration(100 * MILLI)
          .attributes(Span.PROFILE_ID, SpanId.toHex(1), "span_profiles.cpu_time", 40 * MILLI)
          .build();

  private Chromium chromium;
  private DuckDbStore store;
  private ViewerServer viewer;

  @BeforeAll
  void start(@TempDir Path directory) {
    chromium = Chromium.start();
    store = DuckDbStore.open(StoreSettings.in(directory));
    store.addSpans(List.of(PAY));
    store.addSamples(
        List.of(
            wall(0, 40, State.RUNNABLE, "shop/Tax.compute", "shop/Pay.run"),
            wall(40, 60, State.SLEEPING, "java/lang/Thread.sleep", "shop/Pay.retry")));
    viewer = new ViewerServer(store, store, Instant.ofEpochSecond(0, T0 + 3600_000 * MILLI));
  }

  private static Sample wall(long after, long millis, State state, String... functions) {
    return new Sample(
        ProfileType.WALL,
        labels("service_name", "shop"),
        T0 + after * MILLI,
        traceId(1),
        1,
        new SampleThread(7, "http-1", state),
        new StackTrace(List.of(functions)),
        millis * MILLI);
  }

  @AfterAll
  void stop() {
    if (chromium != null) {
      chromium.close();
      viewer.close();
      store.close();
    }
  }

  private Page open(String path, ColorScheme scheme, int width, boolean scripts) {
    return chromium.open(viewer.url(path), scheme, width, 800, scripts);
  }

  @Test
  void aSpanOfTheWaterfallOpensToWhatItsThreadsDid() {
    try (Page page = open("/traces/" + traceId(1), ColorScheme.LIGHT, 1280, true)) {
      Locator link = page.locator("a[data-timeline]");
      link.click();
      assertThat(page.locator("tr.over-time .lane-name")).containsText("http-1");
      assertThat(link).hasAttribute("aria-expanded", "true");
      link.click();
      assertThat(page.locator("tr.over-time")).hasCount(0);
    }
    assertThat(chromium.problems()).isEmpty();
  }

  @Test
  void arrowKeysWalkAlongALaneAndSayTheStack() {
    try (Page page = open(TimePages.address(PAY), ColorScheme.LIGHT, 1280, true)) {
      page.locator(".lane").focus();
      page.keyboard().press("ArrowRight");
      assertThat(page.locator(".lane-says")).containsText("On CPU, or wanting one, after");
      assertThat(page.locator(".lane-says")).containsText("shop.Tax.compute");
      page.keyboard().press("ArrowRight");
      assertThat(page.locator(".lane-says")).containsText("Other waiting");
      assertThat(page.locator(".lane-says")).containsText("java.lang.Thread.sleep");
    }
    assertThat(chromium.problems()).isEmpty();
  }

  @Test
  void aPieceThatIsPointedAtSaysItsStack() {
    try (Page page = open(TimePages.address(PAY), ColorScheme.LIGHT, 1280, true)) {
      page.locator(".piece").nth(1).hover();
      assertThat(page.locator(".lane-says")).containsText("shop.Pay.retry");
    }
  }

  @Test
  void withoutScriptsTheTableSaysTheSame() {
    try (Page page = open(TimePages.address(PAY), ColorScheme.LIGHT, 1280, false)) {
      page.locator(".lane-table summary").click();
      assertThat(page.locator(".lane-table tbody tr")).hasCount(2);
      assertThat(page.locator(".lane-table tbody tr").last()).containsText("shop.Pay.retry");
    }
  }

  @Test
  void itIsAccessibleInBothColoursAndOnAPhone() {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : new int[] {1280, 390}) {
        try (Page page = open(TimePages.address(PAY), scheme, width, true)) {
          assertThat(AccessibilityRules.violations(page)).as(scheme + " " + width).isEmpty();
          assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
              .isTrue();
        }
      }
    }
    assertThat(chromium.problems()).isEmpty();
  }

  @Test
  void programsReadThePiecesOfEachThread() throws Exception {
    var json = ViewerServer.json(viewer.get(TimePages.address(PAY), "Accept", "application/json"));
    assertThat(json.at("/threads/0/thread").textValue()).isEqualTo("http-1");
    assertThat(json.at("/threads/0/stretches/1/part").textValue()).isEqualTo("waiting");
    assertThat(json.at("/timeParts/0/nanosPerSpan").longValue()).isEqualTo(40 * MILLI);
  }
}
