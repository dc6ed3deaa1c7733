package dev.spanprofiles.stack.viewer.workshop;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.spanprofiles.stack.storage.Examples.SECOND;
import static dev.spanprofiles.stack.storage.Examples.T0;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.spanprofiles.stack.browser.AccessibilityRules;
import dev.spanprofiles.stack.browser.Chromium;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A chapter in a real browser, by keyboard, on a projector and on a telephone. */
@Tag("browser")
@TestInstance(Lifecycle.PER_CLASS)
class WorkshopBrowserTest {

  private static final Path SCREENSHOTS = Path.of("target/screenshots");

  private Chromium chromium;
  private ShopWorkshop workshop;

  @BeforeAll
  void startBrowser() {
    chromium = Chromium.start();
  }

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    workshop = new ShopWorkshop(folder);
  }

  @AfterEach
  void nothingWentWrongInThePages() {
    workshop.close();
    assertThat(chromium.problems()).isEmpty();
  }

  @AfterAll
  void stopBrowser() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  void aChapterIsDoneByKeyboardAndEveryStateOfItIsAccessible() {
    try (Page page = open(ColorScheme.LIGHT, 1280, true)) {
      look(page, "workshop");
      follow(page, "Shops are slow");
      look(page, "chapter-symptom");

      begin(page);
      workshop.sell(T0 + SECOND);
      workshop.itIs(T0 + 10 * SECOND);
      press(page, "A hint");
      assertThat(page.getByText("Look.")).isVisible();
      answer(page, "Pack");
      assertThat(page.locator(".verdict")).containsText("All are packed.");
      look(page, "chapter-wrong");

      answer(page, "Weigh");
      assertThat(page.getByText("They weigh by hand.")).isVisible();
      look(page, "chapter-right");

      press(page, "Mend it");
      assertThat(page.getByText("Mended.")).isVisible();
      look(page, "chapter-mended");
    }
  }

  @Test
  void aChapterNeedsNoScripts() {
    try (Page page = open(ColorScheme.LIGHT, 1280, false)) {
      follow(page, "Shops are slow");
      begin(page);
      workshop.sell(T0 + SECOND);
      workshop.itIs(T0 + 10 * SECOND);
      answer(page, "Weigh");
      assertThat(page.getByText("They weigh by hand.")).isVisible();
    }
  }

  @Test
  void aChapterFitsATelephoneInTheDark() {
    try (Page page = open(ColorScheme.DARK, 390, true)) {
      fits(page, "workshop");
      follow(page, "All");
      fits(page, "path");
      page.goBack();
      follow(page, "Shops are slow");
      begin(page);
      answer(page, "Weigh");
      assertThat(page.locator(".verdict")).containsText("was seen");
      fits(page, "chapter");
    }
  }

  private static void look(Page page, String name) {
    Chromium.screenshot(page, SCREENSHOTS.resolve(name + ".png"));
    assertThat(AccessibilityRules.violations(page)).as(name).isEmpty();
  }

  private static void fits(Page page, String name) {
    Chromium.screenshot(page, SCREENSHOTS.resolve(name + "-narrow-dark.png"));
    assertThat(AccessibilityRules.contrastViolations(page)).as(name).isEmpty();
    assertThat(page.evaluate("document.documentElement.scrollWidth"))
        .as("width of " + name)
        .isEqualTo(390);
  }

  private Page open(ColorScheme scheme, int width, boolean scripts) {
    return chromium.open(workshop.url("/workshop"), scheme, width, 800, scripts);
  }

  private static void follow(Page page, String link) {
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link).setExact(true))
        .first()
        .focus();
    page.keyboard().press("Enter");
  }

  /** Only what happens after it counts. */
  private static void begin(Page page) {
    press(page, "Begin: let it happen");
    assertThat(page.getByText("Question 1")).isVisible();
  }

  private static void press(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).focus();
    page.keyboard().press("Enter");
  }

  private static void answer(Page page, String answer) {
    page.getByLabel("Your answer").fill(answer);
    page.keyboard().press("Enter");
  }
}
