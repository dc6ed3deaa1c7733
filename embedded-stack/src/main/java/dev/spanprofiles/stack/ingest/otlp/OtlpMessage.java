package dev.spanprofiles.stack.ingest.otlp;

import dev.spanprofiles.stack.ingest.RefusedException;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/**
 * A message as it came over gRPC, decompressed and not parsed yet. What was wrong with it is thrown
 * when it is asked for: gRPC would answer it as a failure of the server.
 */
record OtlpMessage(Supplier<byte[]> content) {

  /**
   * What the message consists of.
   *
   * @throws RefusedException if it could not be read, or is over the limit
   */
  byte[] bytes() {
    return content.get();
  }

  static OtlpMessage refused(RefusedException refused) {
    return new OtlpMessage(
        () -> {
          throw refused;
        });
  }

  /**
   * Reads messages from the wire.
   *
   * @param maxBytes after decompression
   */
  record Marshaller(int maxBytes) implements MethodDescriptor.Marshaller<OtlpMessage> {

    @Override
    public OtlpMessage parse(InputStream stream) {
      try {
        byte[] bytes = stream.readNBytes(maxBytes);
        return bytes.length == maxBytes && stream.read() >= 0
            ? refused(
                RefusedException.tooLarge(
                    "the message is over the limit of " + maxBytes + " bytes"))
            : new OtlpMessage(() -> bytes);
      } catch (IOException e) {
        return refused(RefusedException.malformed("the message cannot be read: " + e.getMessage()));
      } catch (StatusRuntimeException e) {
        // gRPC's own limit, which it holds while it decompresses.
        return refused(RefusedException.tooLarge(String.valueOf(e.getMessage())));
      }
    }

    /** Only messages that came are handled here. */
    @Override
    public InputStream stream(OtlpMessage message) {
      return new ByteArrayInputStream(message.bytes());
    }
  }
}
