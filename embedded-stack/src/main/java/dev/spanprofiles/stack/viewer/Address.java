package dev.spanprofiles.stack.viewer;

import dev.spanprofiles.stack.flamegraph.FlameGraphShape;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.storage.TraceReader;
import dev.spanprofiles.stack.viewer.page.PageException;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the address of a request speaks of. */
final class Address {

  private Address() {}

  /** All spans of the trace named in the path; at least one. */
  static List<Span> trace(Context ctx, TraceReader traces) {
    TraceId traceId;
    try {
      traceId = TraceId.parse(ctx.pathParam("traceId"));
    } catch (IllegalArgumentException e) {
      throw PageException.badId(e);
    }
    List<Span> spans = traces.trace(traceId);
    if (spans.isEmpty()) {
      throw PageException.notArrived("trace", traceId.toString());
    }
    return spans;
  }

  /** The span named in the path. */
  static Span span(Context ctx, List<Span> trace) {
    long spanId;
    try {
      spanId = SpanId.parse(ctx.pathParam("spanId"));
    } catch (IllegalArgumentException e) {
      throw PageException.badId(e);
    }
    return trace.stream()
        .filter(span -> span.spanId() == spanId)
        .findFirst()
        .orElseThrow(() -> PageException.notArrived("span", SpanId.toHex(spanId)));
  }

  /** The profile type named in the query string; null if none is. */
  static @Nullable ProfileType type(Context ctx) {
    String id = ctx.queryParam("type");
    if (id == null || id.isEmpty()) {
      return null;
    }
    try {
      return ProfileType.parse(id);
    } catch (IllegalArgumentException e) {
      throw PageException.badParameter("type", id, "a profile type such as " + ProfileType.CPU);
    }
  }

  /** Which frames are drawn: the outermost ones that all samples share only if asked for. */
  static FlameGraphShape shape(Context ctx) {
    String outer = ctx.queryParam("outer");
    if (outer == null || outer.isEmpty() || outer.equals("0")) {
      return new FlameGraphShape(false);
    }
    if (outer.equals("1")) {
      return new FlameGraphShape(true);
    }
    throw PageException.badParameter("outer", outer, "1 or 0");
  }

  /** The query string that asks for this profile type and shape. */
  static String query(ProfileType type, FlameGraphShape shape) {
    return "?type="
        + URLEncoder.encode(type.toString(), StandardCharsets.UTF_8)
        + (shape.withStem() ? "&outer=1" : "");
  }

  static ProfileType typeOrCpu(Context ctx) {
    ProfileType type = type(ctx);
    return type == null ? ProfileType.CPU : type;
  }
}
