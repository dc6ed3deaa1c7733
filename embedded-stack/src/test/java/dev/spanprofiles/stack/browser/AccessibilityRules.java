package dev.spanprofiles.stack.browser;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The rules of WCAG 2 that a program can check, by axe-core. */
public final class AccessibilityRules {

  private static final String AXE = load();

  private AccessibilityRules() {}

  /** One line for each rule broken, with the elements that break it. */
  public static List<String> violations(Page page) {
    return violations(page, "");
  }

  /** As {@link #violations}, of the one rule that depends on the colour scheme. */
  public static List<String> contrastViolations(Page page) {
    return violations(page, ", runOnly: ['color-contrast']");
  }

  @SuppressWarnings("unchecked")
  private static List<String> violations(Page page, String options) {
    page.evaluate(AXE);
    return (List<String>)
        page.evaluate(
            """
            async () => (await axe.run(document, {iframes: false, preload: false%s}))
              .violations.map(v => v.id + ': ' + v.help + ' '
                + v.nodes.map(n => n.html.slice(0, 120)).join(' | '))
            """
                .formatted(options));
  }

  private static String load() {
    try (InputStream in = AccessibilityRules.class.getResourceAsStream("/axe.min.js")) {
      if (in == null) {
        throw new IllegalStateException("axe-core is not in its jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
