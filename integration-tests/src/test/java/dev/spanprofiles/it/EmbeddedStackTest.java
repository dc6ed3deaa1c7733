package dev.spanprofiles.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.spanprofiles.stack.browser.Chromium;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The suite against the embedded stack, and the README's walk through its pages. */
final class EmbeddedStackTest extends SpanProfilesSuite {

  /** The README's pictures: {@code make screenshots} has them written to the documentation. */
  private static final Path SCREENSHOTS =
      Path.of(System.getProperty("screenshots", "target/screenshots"));

  private static final int ORDINARY_CARS = 12;

  private @Nullable EmbeddedStackProcess stack;
  private @Nullable Backend backend;

  @Override
  Backend startBackend(Path folder) {
    EmbeddedStackProcess started = EmbeddedStackProcess.start(folder);
    stack = started;
    backend = started.backend();
    return started.backend();
  }

  @AfterAll
  void stopStack() {
    if (stack != null) {
      stack.close();
    }
  }

  @Test
  void fromTheListOfTracesToTheFlameGraphOfASlowCarAndItsBaseline() {
    switchIncidents("[]");
    for (int i = 0; i < ORDINARY_CARS; i++) {
      order("car");
    }
    order("bike");
    switchIncidents(SLOW_CARS);
    Tempo.Span slowCar = profiledSpan(order("car"), "CarHandler");
    flameGraph(slowCar, "mutexLock");
    String viewer = backend == null ? "" : backend.viewer().toString();

    try (Chromium chromium = Chromium.start();
        Page page = chromium.open(viewer + "/traces?live=0", ColorScheme.LIGHT, 1280, 760)) {
      page.getByLabel("Span name").fill("CarHandler");
      page.keyboard().press("Enter");
      Locator newest =
          page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("CarHandler")).first();
      assertThat(newest).isVisible();
      picture(page, "traces");

      newest.click();
      assertThat(page).hasURL(Pattern.compile(".*/spans/" + slowCar.spanId()));
      Locator canvas = page.frameLocator("iframe").locator("canvas");
      assertThat(canvas).isVisible();
      picture(page, "span");

      click(page, "Compare with its baseline");
      assertThat(canvas).isVisible();
      picture(page, "baseline");

      page.goBack();
      click(page, "Show in its trace");
      assertThat(page.locator("table.waterfall")).containsText("CheckDriverAvailability");
      picture(page, "trace");
      assertThat(chromium.problems()).isEmpty();
    }
  }

  private static void click(Page page, String link) {
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link)).click();
  }

  private static void picture(Page page, String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
  }
}
