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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The README's pictures, taken of a running demo along the way its reader is told to go. While the
 * incident has been there for a while: {@code ./mvnw -pl integration-tests -am test
 * -Dtest=ScreenshotsTest -Dsurefire.failIfNoSpecifiedTests=false -Dviewer=http://localhost:3000}
 */
@Tag("browser")
@EnabledIfSystemProperty(named = "viewer", matches = "http.*")
final class ScreenshotsTest {

  private static final Path FOLDER = Path.of("../docs/screenshots");

  @Test
  void fromTheListToTheFlameGraphAndItsBaseline() {
    String viewer = System.getProperty("viewer");
    try (Chromium chromium = Chromium.start();
        Page page = chromium.open(viewer + "/traces?live=0", ColorScheme.LIGHT, 1280, 760)) {
      page.getByLabel("Span name").fill("CarHandler");
      page.getByLabel("At least").fill("500ms");
      page.keyboard().press("Enter");
      Locator slow =
          page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("CarHandler")).first();
      assertThat(slow).isVisible();
      take(page, "traces");

      slow.click();
      Locator canvas = page.frameLocator("iframe").locator("canvas");
      assertThat(canvas).isVisible();
      take(page, "span");

      click(page, "Compare with its baseline");
      assertThat(canvas).isVisible();
      take(page, "baseline");

      page.goBack();
      click(page, "Show in its trace");
      assertThat(page.locator("table.waterfall")).containsText("CarHandler");
      assertThat(page).hasURL(Pattern.compile(".*/traces/\\w{32}#span-\\w{16}"));
      take(page, "trace");
      assertThat(chromium.problems()).isEmpty();
    }
  }

  private static void click(Page page, String link) {
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link)).click();
  }

  private static void take(Page page, String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(FOLDER.resolve(name + ".png")));
  }
}
