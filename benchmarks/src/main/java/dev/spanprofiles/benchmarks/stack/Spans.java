package dev.spanprofiles.benchmarks.stack;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.ByteBuffer;
import java.util.Random;

/** Batches as the exporter sends them: 512 spans of eight attributes, eight spans a trace. */
final class Spans {

  static final int BATCH = 512;
  private static final int SPANS_IN_TRACE = 8;
  private static final Resource RESOURCE =
      Resource.newBuilder()
          .addAttributes(text("service.name", "ride-sharing-app"))
          .addAttributes(text("host.name", "bench"))
          .addAttributes(text("region", "eu-north"))
          .addAttributes(text("telemetry.sdk.name", "opentelemetry"))
          .addAttributes(text("telemetry.sdk.language", "java"))
          .build();

  private final Random random = new Random(1);

  synchronized byte[] next() {
    ScopeSpans.Builder spans =
        ScopeSpans.newBuilder()
            .setScope(InstrumentationScope.newBuilder().setName("io.opentelemetry.tomcat-10.0"));
    byte[] traceId = new byte[16];
    long parent = 0;
    for (int i = 0; i < BATCH; i++) {
      if (i % SPANS_IN_TRACE == 0) {
        random.nextBytes(traceId);
        parent = 0;
      }
      long id = random.nextLong() | 1;
      spans.addSpans(span(ByteString.copyFrom(traceId), id, parent, i));
      parent = id;
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(ResourceSpans.newBuilder().setResource(RESOURCE).addScopeSpans(spans))
        .build()
        .toByteArray();
  }

  private static Span span(ByteString traceId, long id, long parent, int number) {
    long start = System.currentTimeMillis() * 1_000_000;
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(traceId)
            .setSpanId(bytes(id))
            .setName(parent == 0 ? "CarHandler" : "FindNearestVehicle")
            .setKind(Span.SpanKind.SPAN_KIND_SERVER)
            .setStartTimeUnixNano(start)
            .setEndTimeUnixNano(start + 250_000_000)
            .addAttributes(text("http.request.method", "GET"))
            .addAttributes(text("url.path", "/rides/" + number))
            .addAttributes(text("url.scheme", "http"))
            .addAttributes(text("server.address", "localhost"))
            .addAttributes(number("server.port", 8080))
            .addAttributes(number("http.response.status_code", 200))
            .addAttributes(text("vehicle", number % 2 == 0 ? "car" : "bike"))
            .addAttributes(text("pyroscope.profile.id", "%016x".formatted(id)));
    if (parent != 0) {
      span.setParentSpanId(bytes(parent));
    }
    return span.build();
  }

  private static ByteString bytes(long id) {
    return ByteString.copyFrom(ByteBuffer.allocate(Long.BYTES).putLong(0, id));
  }

  private static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static KeyValue number(String key, long value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setIntValue(value))
        .build();
  }
}
