package dev.spanprofiles.stack.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The machine's own chromium, driven by Playwright. It keeps account of whatever goes wrong in its
 * pages: errors in scripts, blocked content, requests to other hosts. Use it on one thread.
 */
public final class Chromium implements AutoCloseable {

  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  /** A busy machine is no failure. */
  private static final int PATIENCE_MILLIS = 300_000;

  private final Playwright playwright;
  private final Browser browser;
  private final List<String> problems = new CopyOnWriteArrayList<>();

  private Chromium(Path executable) {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(executable)
                    .setArgs(ARGUMENTS)
                    .setHeadless(true));
  }

  /** Starts the browser, or skips the test with a message where there is none. */
  public static Chromium start() {
    Optional<Path> executable = find();
    Assumptions.assumeTrue(
        executable.isPresent(),
        "no chromium in /usr/bin and none named by CHROMIUM: browser tests are skipped");
    return new Chromium(executable.orElseThrow());
  }

  private static Optional<Path> find() {
    return Stream.of(
            Optional.ofNullable(System.getenv("CHROMIUM")).orElse(""),
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome")
        .filter(path -> !path.isEmpty())
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Opens an address in a window of its own, with nothing kept from any other. */
  public Page open(String url, ColorScheme scheme, int width, int height) {
    return open(url, scheme, width, height, true);
  }

  /** As {@link #open(String, ColorScheme, int, int)}, with scripts or without. */
  public Page open(String url, ColorScheme scheme, int width, int height, boolean scripts) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setColorScheme(scheme)
                .setViewportSize(width, height)
                .setJavaScriptEnabled(scripts));
    context.setDefaultTimeout(PATIENCE_MILLIS);
    context.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            problems.add(message.text());
          }
        });
    context.onWebError(error -> problems.add(error.error()));
    String host = URI.create(url).getAuthority();
    context.onRequest(
        request -> {
          if (!Objects.equals(host, URI.create(request.url()).getAuthority())) {
            problems.add("request to another host: " + request.url());
          }
        });
    Page page = context.newPage();
    page.navigate(url);
    return page;
  }

  /** Writes the whole page as a PNG. */
  public static void screenshot(Page page, Path file) {
    page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
  }

  /** What went wrong in any page since this was last asked. */
  public List<String> problems() {
    List<String> found = List.copyOf(problems);
    problems.clear();
    return found;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
