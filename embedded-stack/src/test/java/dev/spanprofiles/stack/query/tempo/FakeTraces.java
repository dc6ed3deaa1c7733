package dev.spanprofiles.stack.query.tempo;

import com.google.protobuf.ByteString;
import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.model.LogRecord;
import dev.spanprofiles.stack.model.Resource;
import dev.spanprofiles.stack.model.Scope;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.model.SpanKind;
import dev.spanprofiles.stack.model.SpanStatus;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.storage.MatchedSpans;
import dev.spanprofiles.stack.storage.SilentTraces;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.StorageException;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.storage.TraceQuery;
import dev.spanprofiles.stack.storage.TraceSummary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One trace of two spans; what is asked is kept for tests to look at, and not evaluated. */
final class FakeTraces extends SilentTraces {

  static final TraceId TRACE_ID = TraceId.parse("0af7651916cd43dd8448eb211c80319c");

  static final Span ROOT = span(0x1, SpanId.NONE, "CarHandler", 1_000_000_000L, 1_500_000_000L);

  static final Span CHILD = span(0x2, 0x1, "FindNearestVehicle", 1_100_000_000L, 1_400_000_000L);

  @Nullable TraceQuery query;
  SpanFilter.@Nullable Field field;
  @Nullable SpanFilter filter;
  @Nullable TimeRange range;
  int limit;
  boolean broken;

  void forget() {
    query = null;
    field = null;
    filter = null;
    range = null;
    broken = false;
  }

  @Override
  public List<TraceSummary> search(TraceQuery asked) {
    query = asked;
    if (broken) {
      throw new StorageException("the disk is full", null);
    }
    return List.of(
        new TraceSummary(
            TRACE_ID,
            "ride-sharing-app",
            "CarHandler",
            ROOT.startNanos(),
            ROOT.durationNanos(),
            Map.of("ride-sharing-app", new TraceSummary.SpanCounts(2, 1)),
            1,
            List.of(new MatchedSpans(List.of(), 2, List.of(ROOT)))));
  }

  @Override
  public List<Span> trace(TraceId traceId) {
    return traceId.equals(TRACE_ID) ? List.of(ROOT, CHILD) : List.of();
  }

  @Override
  public List<LogRecord> logs(TraceId traceId, int most) {
    return List.of();
  }

  @Override
  public List<String> attributeKeys(
      SpanFilter.AttributeScope scope, SpanFilter among, TimeRange asked) {
    range = asked;
    return switch (scope) {
      case SPAN -> List.of("http.status_code", "pyroscope.profile.id");
      case RESOURCE, ANY -> List.of("region", "service.name");
      case EVENT -> List.of("exception.type");
      case LINK, INSTRUMENTATION -> List.of();
    };
  }

  @Override
  public List<AttributeValue> values(
      SpanFilter.Field asked, SpanFilter among, TimeRange when, int most) {
    field = asked;
    filter = among;
    range = when;
    limit = most;
    return List.of(
        new AttributeValue.Bool(true),
        new AttributeValue.Int(200),
        new AttributeValue.Real(0.5),
        new AttributeValue.Text("eu-north"));
  }

  private static Span span(long id, long parent, String name, long start, long end) {
    io.opentelemetry.proto.trace.v1.Span otlp =
        io.opentelemetry.proto.trace.v1.Span.newBuilder()
            .setTraceId(bytes(TRACE_ID.high(), TRACE_ID.low()))
            .setSpanId(bytes(id))
            .setName(name)
            .setKind(io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_SERVER)
            .setStartTimeUnixNano(start)
            .setEndTimeUnixNano(end)
            .build();
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    attributes.put("http.status_code", new AttributeValue.Int(500));
    Map<String, AttributeValue> resource = new LinkedHashMap<>();
    resource.put("service.name", new AttributeValue.Text("ride-sharing-app"));
    resource.put("process.command_args", new AttributeValue.Composite("[\"java\",1]"));
    return new Span(
        TRACE_ID,
        id,
        parent,
        name,
        SpanKind.SERVER,
        start,
        end,
        SpanStatus.ERROR,
        "",
        attributes,
        new Resource(resource),
        new Scope("test", "1"),
        otlp.toByteString());
  }

  private static ByteString bytes(long... words) {
    java.nio.ByteBuffer buffer = java.nio.ByteBuffer.allocate(8 * words.length);
    for (long word : words) {
      buffer.putLong(word);
    }
    return ByteString.copyFrom(buffer.flip());
  }
}
