package dev.spanprofiles.stack.viewer.page;

import io.javalin.http.Context;

/** An answer that is a file to keep. */
public final class Attachment {

  private Attachment() {}

  /** Sent so that no script in it runs as a page of this server. */
  public static void send(Context ctx, String contentType, String name, byte[] content) {
    ctx.header("Content-Disposition", "attachment; filename=\"" + name + "\"");
    ctx.header("X-Content-Type-Options", "nosniff");
    ctx.header("Cache-Control", "private, no-cache");
    ctx.contentType(contentType).result(content);
  }
}
