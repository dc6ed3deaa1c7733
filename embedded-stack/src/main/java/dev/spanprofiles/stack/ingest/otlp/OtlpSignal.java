package dev.spanprofiles.stack.ingest.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.spanprofiles.stack.ingest.RefusalLog;
import dev.spanprofiles.stack.ingest.RefusedException;
import io.grpc.MethodDescriptor;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One of OTLP's signals: what its requests bring, where that is stored, and what is answered. Where
 * only some items are invalid the rest is stored, and the answer tells how many are not (partial
 * success); where all are, the request is refused.
 *
 * @param method what it is called over gRPC
 * @param empty an empty request
 * @param response the answer, once what was accepted is stored
 * @param <Q> the request
 * @param <T> what is stored
 * @param <R> the response
 */
record OtlpSignal<Q extends Message, T, R extends Message>(
    MethodDescriptor<Q, R> method,
    Q empty,
    Function<Q, Converted<T>> convert,
    Consumer<List<T>> store,
    Function<Converted<T>, R> response) {

  /**
   * Stores what a request brings.
   *
   * @return the answer; what was accepted is on disk
   * @throws RefusedException if it cannot be read, or nothing of it can be stored
   */
  R export(OtlpEncoding encoding, byte[] body, RefusalLog refusals) {
    Converted<T> converted = convert.apply(read(encoding, body));
    if (converted.rejected() > 0) {
      RefusedException refused = RefusedException.malformed(converted.message());
      if (converted.accepted().isEmpty()) {
        throw refused;
      }
      refusals.add(converted.accepted().size() + " accepted, the others", refused);
    }
    store.accept(converted.accepted());
    return response.apply(converted);
  }

  private Q read(OtlpEncoding encoding, byte[] body) {
    Message.Builder request = empty.newBuilderForType();
    try {
      encoding.read(body, request);
    } catch (InvalidProtocolBufferException e) {
      throw RefusedException.malformed(
          "this is no OTLP message in " + encoding.contentType() + ": " + e.getMessage());
    }
    @SuppressWarnings("unchecked") // a message's builder builds messages of its type
    Q read = (Q) request.build();
    return read;
  }
}
