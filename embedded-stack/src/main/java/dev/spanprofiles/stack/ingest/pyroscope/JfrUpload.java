package dev.spanprofiles.stack.ingest.pyroscope;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.spanprofiles.stack.ingest.RefusedException;
import dev.spanprofiles.stack.wire.pyroscope.LabelsSnapshot;
import java.nio.ByteBuffer;

/**
 * A recording, with the labels that its context ids stand for.
 *
 * @param upload what it came with
 */
record JfrUpload(Upload upload, ByteBuffer recording, LabelsSnapshot labels) {

  /**
   * Reads a form with the part jfr and perhaps labels, or a recording as it is.
   *
   * @throws RefusedException if it is not so, or over a limit
   */
  static JfrUpload of(Upload upload) {
    byte[] recording = upload.files().profile("jfr");
    try {
      return new JfrUpload(
          upload,
          ByteBuffer.wrap(recording),
          LabelsSnapshot.parseFrom(upload.files().part("labels").orElse(new byte[0])));
    } catch (InvalidProtocolBufferException e) {
      throw RefusedException.malformed("the part \"labels\" cannot be read: " + e.getMessage());
    }
  }

  /** Samples a second, where the recording does not say its interval. */
  int sampleRate() {
    return upload.sampleRate() == 0 ? Upload.DEFAULT_SAMPLE_RATE : upload.sampleRate();
  }
}
