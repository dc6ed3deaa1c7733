package dev.spanprofiles.stack.ingest.pyroscope;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.spanprofiles.stack.ingest.Bodies;
import dev.spanprofiles.stack.ingest.IngestLimits;
import dev.spanprofiles.stack.ingest.RefusedException;
import dev.spanprofiles.stack.wire.pyroscope.LabelsSnapshot;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One upload.
 *
 * @param spyName what made it, such as {@code javaspy}
 * @param sampleRate samples a second, where the recording does not say its interval
 */
record JfrUpload(
    AppName name, String spyName, int sampleRate, ByteBuffer recording, LabelsSnapshot labels) {

  private static final int DEFAULT_SAMPLE_RATE = 100;

  /** The query parameters. */
  record Parameters(AppName name, String spyName, int sampleRate) {

    /**
     * As the real server reads them. {@code from} and {@code until} are not among them: events have
     * their own times.
     *
     * @throws RefusedException if one is not as it must be
     */
    static Parameters of(
        @Nullable String name,
        @Nullable String spyName,
        @Nullable String sampleRate,
        @Nullable String format) {
      if (!"jfr".equals(format)) {
        throw RefusedException.malformed(
            "format="
                + (format == null ? "" : format)
                + " is not read here; only format=jfr is, as the Java agent sends it");
      }
      return new Parameters(
          AppName.parse(name), spyName == null ? "unknown" : spyName, sampleRate(sampleRate));
    }

    private static int sampleRate(@Nullable String text) {
      try {
        int rate = text == null ? DEFAULT_SAMPLE_RATE : Integer.parseInt(text);
        return rate > 0 ? rate : DEFAULT_SAMPLE_RATE;
      } catch (NumberFormatException e) {
        throw RefusedException.malformed("sampleRate is not a number: " + text);
      }
    }
  }

  /**
   * Reads the body: a form with the part jfr and perhaps labels, or a recording as it is; each
   * perhaps gzip.
   *
   * @throws RefusedException if it is not so, or over a limit
   */
  static JfrUpload read(
      Parameters parameters, @Nullable String contentType, byte[] body, IngestLimits limits) {
    int limit = limits.maxDecompressedBytes();
    if (contentType == null || !contentType.startsWith("multipart/form-data")) {
      return of(parameters, Bodies.gunzipIfZipped(body, limit), new byte[0]);
    }
    Multipart form = Multipart.read(contentType, body);
    byte[] recording =
        form.part("jfr")
            .orElseThrow(() -> RefusedException.malformed("the form has no part \"jfr\""));
    byte[] labels = form.part("labels").orElse(new byte[0]);
    return of(
        parameters, Bodies.gunzipIfZipped(recording, limit), Bodies.gunzipIfZipped(labels, limit));
  }

  private static JfrUpload of(Parameters parameters, byte[] recording, byte[] labels) {
    try {
      return new JfrUpload(
          parameters.name(),
          parameters.spyName(),
          parameters.sampleRate(),
          ByteBuffer.wrap(recording),
          LabelsSnapshot.parseFrom(labels));
    } catch (InvalidProtocolBufferException e) {
      throw RefusedException.malformed("the part \"labels\" cannot be read: " + e.getMessage());
    }
  }
}
