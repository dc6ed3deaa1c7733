package dev.spanprofiles.stack.ingest.otlp;

import com.google.protobuf.Message;
import com.google.rpc.Status;
import dev.spanprofiles.stack.ingest.Door;
import dev.spanprofiles.stack.ingest.RefusalLog;
import dev.spanprofiles.stack.ingest.RefusedException;
import io.javalin.http.Context;

/** Takes one signal over HTTP, and answers in the encoding of the request. */
record OtlpDoor(OtlpSignal<?, ?, ?> signal, RefusalLog refusals) implements Door {

  @Override
  public void take(Context context, byte[] body) {
    OtlpEncoding encoding = OtlpEncoding.of(context.contentType());
    answer(context, encoding, signal.export(encoding, body, refusals));
  }

  @Override
  public void refuse(Context context, RefusedException refused) {
    answerRefused(context, refused);
  }

  /** In JSON, which people read, where the request has none of the two encodings. */
  static void answerRefused(Context context, RefusedException refused) {
    OtlpEncoding encoding;
    try {
      encoding = OtlpEncoding.of(context.contentType());
    } catch (RefusedException e) {
      encoding = OtlpEncoding.JSON;
    }
    answer(
        context,
        encoding,
        Status.newBuilder()
            .setCode(refused.refusal().code().number())
            .setMessage(refused.getMessage())
            .build());
  }

  private static void answer(Context context, OtlpEncoding encoding, Message message) {
    context.contentType(encoding.contentType()).result(encoding.write(message));
  }
}
