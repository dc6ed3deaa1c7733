package dev.spanprofiles.stack.viewer;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Answers with a page, and with the headers that keep anything in it from running. */
final class Html {

  private static final String TYPE = "text/html; charset=utf-8";

  private static final String PAGE_POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self';"
          + " frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  /**
   * Sandboxed, so that the graph has an origin of its own even when it is opened by itself. Its
   * library sets style attributes.
   */
  private static final String GRAPH_POLICY =
      "sandbox allow-scripts allow-top-navigation-by-user-activation; default-src 'none';"
          + " style-src 'self' 'unsafe-inline'; script-src 'nonce-%s'; base-uri 'none';"
          + " frame-ancestors 'self'";

  private final SecureRandom random = new SecureRandom();
  private final TemplateEngine templates =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Html.class.getClassLoader(), Html.class.getPackageName());

  /** Answers with a template; its one parameter is the model. */
  void page(Context ctx, String template, Object model) {
    headers(ctx, PAGE_POLICY);
    StringOutput out = new StringOutput();
    templates.render(template + ".jte", model, out);
    ctx.contentType(TYPE).result(out.toString());
  }

  /** Answers with a flame graph whose scripts carry the nonce. */
  void graph(Context ctx, String html, String nonce) {
    headers(ctx, GRAPH_POLICY.formatted(nonce));
    ctx.contentType(TYPE).result(html);
  }

  String nonce() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static void headers(Context ctx, String policy) {
    ctx.header("Content-Security-Policy", policy);
    ctx.header("X-Content-Type-Options", "nosniff");
    ctx.header("Referrer-Policy", "same-origin");
    ctx.header("Cache-Control", "private, no-cache");
  }
}
