package dev.spanprofiles.stack.viewer.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** Answers with a page, and with the headers that keep anything in it from running. */
public final class Pages {

  private static final String HTML = "text/html; charset=utf-8";
  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain";

  /** Below it lie the classes that templates are compiled to. */
  private static final String TEMPLATES = "dev.spanprofiles.stack.viewer";

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
  private final ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private final TemplateEngine templates =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Pages.class.getClassLoader(), TEMPLATES);

  /** Answers with the page in the form that was asked for; browsers ask for HTML. */
  public void answer(Context ctx, Page page) {
    headers(ctx, PAGE_POLICY);
    ctx.header("Vary", "Accept");
    ctx.status(page.status());
    if (wantsJson(ctx)) {
      ctx.contentType(JSON).result(write(page.json()));
      return;
    }
    Optional<String> text = wantsText(ctx) ? page.text() : Optional.empty();
    if (text.isPresent()) {
      ctx.contentType(TEXT).result(text.get());
      return;
    }
    ctx.contentType(HTML).result(render(page.template(), page));
  }

  /** Whether somebody asks from a terminal. */
  public static boolean wantsText(Context ctx) {
    return String.valueOf(ctx.header("Accept")).startsWith(TEXT);
  }

  /** A page as one file to keep, which opens without this server. */
  public void file(Context ctx, String template, Object model, String name) {
    byte[] content = render(template, model).getBytes(StandardCharsets.UTF_8);
    Attachment.send(ctx, HTML, name, content);
  }

  private String render(String template, Object model) {
    StringOutput out = new StringOutput();
    templates.render(template + ".jte", model, out);
    return out.toString();
  }

  /** Answers with a flame graph whose scripts carry the nonce. */
  public void graph(Context ctx, String html, String nonce) {
    headers(ctx, GRAPH_POLICY.formatted(nonce));
    ctx.contentType(HTML).result(html);
  }

  public String nonce() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Of the two forms the one that is named first. */
  private static boolean wantsJson(Context ctx) {
    String accept = String.valueOf(ctx.header("Accept")).toLowerCase(Locale.ROOT);
    int asJson = accept.indexOf(JSON);
    int asHtml = accept.indexOf("text/html");
    return asJson >= 0 && (asHtml < 0 || asJson < asHtml);
  }

  private byte[] write(Object value) {
    try {
      return json.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a page's JSON is made of maps, lists and numbers", e);
    }
  }

  private static void headers(Context ctx, String policy) {
    ctx.header("Content-Security-Policy", policy);
    ctx.header("X-Content-Type-Options", "nosniff");
    ctx.header("Referrer-Policy", "same-origin");
    ctx.header("Cache-Control", "private, no-cache");
  }
}
