package dev.spanprofiles.stack.ingest.pyroscope;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.spanprofiles.stack.ingest.RefusedException;
import io.javalin.http.Context;
import java.util.Locale;

/**
 * An error in Connect's form (connectrpc.com/docs/protocol, "Error end-stream"), as Pyroscope
 * answers.
 */
final class ConnectRefusal {

  private ConnectRefusal() {}

  static void answer(Context context, RefusedException refused) {
    answer(context, refused.refusal().code().name(), refused);
  }

  static void answer(Context context, String code, RefusedException refused) {
    context
        .contentType("application/json")
        .result(
            JsonNodeFactory.instance
                .objectNode()
                .put("code", code.toLowerCase(Locale.ROOT))
                .put("message", refused.getMessage())
                .toString());
  }
}
