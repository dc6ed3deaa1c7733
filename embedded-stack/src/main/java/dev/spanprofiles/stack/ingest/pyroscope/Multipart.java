package dev.spanprofiles.stack.ingest.pyroscope;

import dev.spanprofiles.stack.ingest.RefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Promise;

/** A form with files, all in memory: the body it is read from is bounded already. */
final class Multipart {

  private static final int MAX_PARTS = 16;
  private static final int MAX_PART_HEADERS_BYTES = 4096;

  private final MultiPartFormData.Parts parts;

  private Multipart(MultiPartFormData.Parts parts) {
    this.parts = parts;
  }

  /**
   * Reads a form.
   *
   * @param contentType the header, with its boundary
   * @throws RefusedException if it has no boundary, or is no such form
   */
  static Multipart read(String contentType, byte[] body) {
    String boundary = MultiPart.extractBoundary(contentType);
    if (boundary == null) {
      throw RefusedException.malformed("Content-Type multipart/form-data names no boundary");
    }
    MultiPartFormData.Parser parser = new MultiPartFormData.Parser(boundary);
    parser.setMaxParts(MAX_PARTS);
    parser.setPartHeadersMaxLength(MAX_PART_HEADERS_BYTES);
    parser.setMaxLength(body.length);
    parser.setMaxMemoryFileSize(body.length);
    CompletableFuture<MultiPartFormData.Parts> parsed = new CompletableFuture<>();
    try {
      // All of the content is there, so this is done when it returns.
      parser.parse(
          new ByteBufferContentSource(ByteBuffer.wrap(body)), Promise.Invocable.toPromise(parsed));
      return new Multipart(parsed.join());
    } catch (CompletionException | IllegalArgumentException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw RefusedException.malformed("the multipart form cannot be read: " + cause.getMessage());
    }
  }

  /** The bytes of a part, with or without a file name. */
  Optional<byte[]> part(String name) {
    MultiPart.Part part = parts.getFirst(name);
    if (part == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(BufferUtil.toArray(Content.Source.asByteBuffer(part.getContentSource())));
    } catch (IOException e) {
      throw RefusedException.malformed("the part " + name + " cannot be read: " + e.getMessage());
    }
  }
}
