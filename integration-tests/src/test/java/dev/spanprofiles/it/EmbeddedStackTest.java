package dev.spanprofiles.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.spanprofiles.stack.browser.Chromium;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The suite against the embedded stack, and the README's walk through its pages. */
final class EmbeddedStackTest extends SpanProfilesSuite {

  /** The README's pictures: {@code make screenshots} has them written to the documentation. */
  private static final Path SCREENSHOTS =
      Path.of(System.getProperty("screenshots", "target/screenshots"));

  /** Pictures are of more cars, and of a region that is well. */
  private static final boolean PICTURES = System.getProperty("screenshots") != null;

  private static final int CARS = PICTURES ? 90 : 12;

  private @Nullable EmbeddedStackProcess stack;
  private @Nullable Backend backend;

  @Override
  Backend startBackend(Path folder) {
    EmbeddedStackProcess started = EmbeddedStackProcess.start(folder);
    stack = started;
    backend = started.backend();
    return started.backend();
  }

  @Override
  List<String> regions() {
    return PICTURES ? List.of("eu-north", "ap-south") : super.regions();
  }

  @AfterAll
  void stopStack() {
    if (stack != null) {
      stack.close();
    }
  }

  @Test
  void fromAllOperationsToWhatSlowCarsRanAndToTheTraceOfOne() {
    switchIncidents(SLOW_CARS);
    long slow = profiledSpan(order("car"), "CarHandler").durationNanos();
    switchIncidents("[]");
    List<Tempo.Span> cars =
        await()
            .atMost(PATIENCE)
            .until(
                () -> cars(CARS, regions().get(regions().size() - 1)),
                quick -> longest(quick) < slow);
    order("bike");
    switchIncidents(SLOW_CARS);
    cars(CARS / 6);
    Tempo.Span slowCar =
        await()
            .atMost(PATIENCE)
            .until(() -> cars(1).get(0), car -> car.durationNanos() > longest(cars));
    flameGraph(slowCar, "mutexLock");
    String viewer = backend == null ? "" : backend.viewer().toString();

    try (Chromium chromium = Chromium.start();
        Page page =
            chromium.open(
                viewer + "/operations?start=" + since(cars), ColorScheme.LIGHT, 1280, 760)) {
      picture(page, "operations");

      click(page, "CarHandler");
      assertThat(page.locator(".plot rect").first()).isVisible();
      picture(page, "spans");

      click(page, "Its slowest 5 % against its faster half");
      Locator lock = page.locator("table.functions a", containing("MutexLock.mutexLock"));
      assertThat(lock).isVisible();
      Locator canvas = page.frameLocator("iframe").locator("canvas");
      assertThat(canvas).isVisible();
      wholePicture(page, "compare");

      lock.click();
      page.locator("#ran a", containing("CarHandler")).first().click();
      assertThat(canvas).isVisible();

      click(page, "Show in its trace");
      assertThat(page.locator("table.waterfall")).containsText("CheckDriverAvailability");
      assertThat(chromium.problems()).isEmpty();
    }
  }

  private List<Tempo.Span> cars(int number) {
    return cars(number, regions().get(0));
  }

  private List<Tempo.Span> cars(int number, String region) {
    List<String> traces = Stream.generate(() -> order("car", region)).limit(number).toList();
    return traces.stream().map(trace -> profiledSpan(trace, "CarHandler")).toList();
  }

  private static long longest(List<Tempo.Span> spans) {
    return spans.stream().mapToLong(Tempo.Span::durationNanos).max().orElseThrow();
  }

  /** What was slow before them, as the machine was busy or the services cold, is left out. */
  private static Instant since(List<Tempo.Span> spans) {
    return Instant.ofEpochSecond(0, spans.get(0).startNanos());
  }

  private static Page.LocatorOptions containing(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }

  private static void click(Page page, String link) {
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link)).first().click();
  }

  /** Also what is below the window: it is made as high as the page, so that all of it is drawn. */
  private static void wholePicture(Page page, String name) {
    int height = (int) page.evaluate("document.documentElement.scrollHeight");
    page.setViewportSize(1280, height);
    picture(page, name);
  }

  private static void picture(Page page, String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
  }
}
