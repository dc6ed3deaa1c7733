package dev.spanprofiles.stack.ingest.pyroscope;

import dev.spanprofiles.stack.ingest.Bodies;
import dev.spanprofiles.stack.ingest.IngestLimits;
import dev.spanprofiles.stack.ingest.RefusedException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an upload's body consists of: a form of several files, or the profile alone. */
final class UploadFiles {

  private final @Nullable Multipart form;
  private final byte[] body;
  private final int limit;

  private UploadFiles(@Nullable Multipart form, byte[] body, int limit) {
    this.form = form;
    this.body = body;
    this.limit = limit;
  }

  /**
   * Reads a body.
   *
   * @throws RefusedException if it says it is a form, and is not
   */
  static UploadFiles read(@Nullable String contentType, byte[] body, IngestLimits limits) {
    Multipart form =
        contentType != null && contentType.startsWith("multipart/form-data")
            ? Multipart.read(contentType, body)
            : null;
    return new UploadFiles(form, body, limits.maxDecompressedBytes());
  }

  boolean isForm() {
    return form != null;
  }

  /**
   * The form's part of that name, or the body where it is no form; decompressed.
   *
   * @throws RefusedException if the form has no such part, or it is over the limit
   */
  byte[] profile(String part) {
    return form == null
        ? Bodies.gunzipIfZipped(body, limit)
        : part(part)
            .orElseThrow(() -> RefusedException.malformed("the form has no part \"" + part + "\""));
  }

  /**
   * The form's part of that name, decompressed.
   *
   * @throws RefusedException if it is over the limit
   */
  Optional<byte[]> part(String name) {
    return Optional.ofNullable(form)
        .flatMap(parts -> parts.part(name))
        .map(bytes -> Bodies.gunzipIfZipped(bytes, limit));
  }
}
