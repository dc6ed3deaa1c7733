package dev.spanprofiles.stack.ingest;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads bodies into memory, up to a limit, and decompresses them, up to another. */
public final class Bodies {

  private static final int GZIP_FIRST = 0x1F;
  private static final int GZIP_SECOND = 0x8B;

  private Bodies() {}

  /**
   * Reads and decompresses a request's body.
   *
   * @param contentEncoding the header's value, null where there is none
   * @throws RefusedException if the body is over a limit, is no gzip though it says so, ends early,
   *     or has another encoding
   */
  public static byte[] read(
      InputStream body, @Nullable String contentEncoding, IngestLimits limits) {
    byte[] bytes = read(body, limits.maxBodyBytes());
    String encoding =
        contentEncoding == null ? "identity" : contentEncoding.strip().toLowerCase(Locale.ROOT);
    return switch (encoding) {
      case "identity", "" -> bytes;
      case "gzip" -> gunzip(bytes, limits.maxDecompressedBytes());
      default ->
          throw RefusedException.wrongType(
              "Content-Encoding " + encoding + " is not read here; send gzip or none");
    };
  }

  /**
   * Reads away what is left of a refused request's body, up to the limit. A server that answers and
   * closes while the sender still sends has its answer lost on the way.
   */
  public static void discard(InputStream body, IngestLimits limits) {
    try {
      body.skipNBytes(limits.maxBodyBytes());
    } catch (IOException e) {
      // The usual end: less than the limit was left. Who stopped sending reads no answer either.
      return;
    }
  }

  /** As sent, up to the limit. */
  private static byte[] read(InputStream body, int limit) {
    try {
      byte[] bytes = body.readNBytes(limit);
      if (bytes.length == limit && body.read() >= 0) {
        throw RefusedException.tooLarge("the body is over the limit of " + limit + " bytes");
      }
      return bytes;
    } catch (IOException e) {
      throw RefusedException.malformed("the body ended early: " + e.getMessage());
    }
  }

  /** Decompresses what begins as gzip does; returns everything else as it is. */
  public static byte[] gunzipIfZipped(byte[] bytes, int limit) {
    boolean zipped =
        bytes.length >= 2 && (bytes[0] & 0xFF) == GZIP_FIRST && (bytes[1] & 0xFF) == GZIP_SECOND;
    if (!zipped && bytes.length > limit) {
      throw RefusedException.tooLarge("the body is over the limit of " + limit + " bytes");
    }
    return zipped ? gunzip(bytes, limit) : bytes;
  }

  private static byte[] gunzip(byte[] bytes, int limit) {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      byte[] plain = in.readNBytes(limit);
      if (plain.length == limit && in.read() >= 0) {
        throw RefusedException.tooLarge(
            "the body is over the limit of " + limit + " bytes after decompression");
      }
      return plain;
    } catch (EOFException e) {
      throw RefusedException.malformed("the gzip data ended early");
    } catch (ZipException e) {
      throw RefusedException.malformed("this is no gzip data: " + e.getMessage());
    } catch (IOException e) {
      throw RefusedException.malformed("the gzip data cannot be read: " + e.getMessage());
    }
  }
}
