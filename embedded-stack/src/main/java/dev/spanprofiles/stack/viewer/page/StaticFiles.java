package dev.spanprofiles.stack.viewer.page;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Style sheets and scripts. Their addresses carry a hash of their content, so that browsers may
 * keep them for ever and still see a new version at once.
 */
public final class StaticFiles {

  private record File(String content, String contentType, String hash) {}

  private static final Map<String, File> FILES =
      List.of(
              "app.css",
              "app.js",
              "brush.js",
              "complete.js",
              "flamegraph.css",
              "flamegraph.js",
              "icon.svg",
              "timeline.js")
          .stream()
          .collect(Collectors.toUnmodifiableMap(Function.identity(), StaticFiles::load));

  private StaticFiles() {}

  /** The address of a file, as pages should name it. */
  public static String address(String name) {
    return "/viewer/" + name + "?v=" + file(name).hash();
  }

  /** A file as it is, for pages that are to stand without a server. */
  public static String content(String name) {
    return file(name).content();
  }

  private static File file(String name) {
    File file = FILES.get(name);
    if (file == null) {
      throw new IllegalArgumentException("no static file " + name);
    }
    return file;
  }

  /** Answers {@code GET /viewer/{file}}. */
  public static void serve(Context ctx) {
    File file = FILES.get(ctx.pathParam("file"));
    if (file == null) {
      ctx.status(HttpStatus.NOT_FOUND);
      return;
    }
    boolean current = file.hash().equals(ctx.queryParam("v"));
    ctx.header(
        "Cache-Control", current ? "public, max-age=31536000, immutable" : "public, no-cache");
    ctx.header("ETag", "\"" + file.hash() + "\"");
    if (("\"" + file.hash() + "\"").equals(ctx.header("If-None-Match"))) {
      ctx.status(HttpStatus.NOT_MODIFIED);
      return;
    }
    ctx.contentType(file.contentType()).result(file.content());
  }

  private static File load(String name) {
    try (InputStream in = StaticFiles.class.getResourceAsStream("/viewer/" + name)) {
      if (in == null) {
        throw new IllegalStateException("missing on the class path: /viewer/" + name);
      }
      String content = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return new File(content, contentType(name), HexFormat.of().formatHex(digest, 0, 6));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String contentType(String name) {
    return switch (name.substring(name.lastIndexOf('.'))) {
      case ".css" -> "text/css; charset=utf-8";
      case ".js" -> "text/javascript; charset=utf-8";
      default -> "image/svg+xml";
    };
  }
}
