package dev.spanprofiles.stack.ingest.otlp;

import com.google.protobuf.Message;
import dev.spanprofiles.stack.ingest.RefusalLog;
import dev.spanprofiles.stack.ingest.RefusedException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One of OTLP's signals: what its requests bring, where that is stored, and what is answered. Where
 * only some items are invalid the rest is stored, and the answer tells how many are not (partial
 * success); where all are, the request is refused.
 *
 * @param request an empty request, for its type
 * @param response the answer, once what was accepted is stored
 * @param <Q> the request
 * @param <T> what is stored
 */
record OtlpSignal<Q extends Message, T>(
    Q request,
    Function<Q, Converted<T>> convert,
    Consumer<List<T>> store,
    Function<Converted<T>, Message> response) {

  /**
   * Stores what a request brings.
   *
   * @param message of this signal's request type
   * @return the answer; what was accepted is on disk
   * @throws RefusedException if nothing of it can be stored
   */
  Message export(Message message, RefusalLog refusals) {
    @SuppressWarnings("unchecked") // As said above.
    Q read = (Q) message;
    Converted<T> converted = convert.apply(read);
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
}
