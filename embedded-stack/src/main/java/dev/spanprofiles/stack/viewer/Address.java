package dev.spanprofiles.stack.viewer;

import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.storage.TraceReader;
import dev.spanprofiles.stack.viewer.page.PageException;
import io.javalin.http.Context;
import java.util.List;

/** The ids in the path of a request. */
final class Address {

  private Address() {}

  static TraceId traceId(Context ctx) {
    try {
      return TraceId.parse(ctx.pathParam("traceId"));
    } catch (IllegalArgumentException e) {
      throw PageException.badId(e);
    }
  }

  static long spanId(Context ctx) {
    try {
      return SpanId.parse(ctx.pathParam("spanId"));
    } catch (IllegalArgumentException e) {
      throw PageException.badId(e);
    }
  }

  /** All spans of the trace; at least one. */
  static List<Span> trace(Context ctx, TraceReader traces) {
    List<Span> spans = traces.trace(traceId(ctx));
    if (spans.isEmpty()) {
      throw PageException.notArrived();
    }
    return spans;
  }

  static Span span(Context ctx, TraceReader traces) {
    long spanId = spanId(ctx);
    return trace(ctx, traces).stream()
        .filter(span -> span.spanId() == spanId)
        .findFirst()
        .orElseThrow(PageException::notArrived);
  }
}
