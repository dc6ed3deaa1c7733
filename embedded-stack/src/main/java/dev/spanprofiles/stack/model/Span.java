package dev.spanprofiles.stack.model;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One span: what it is found by, and the whole of it as it was sent.
 *
 * @param parentSpanId {@link SpanId#NONE} for a trace's root
 * @param startNanos nanoseconds since the epoch
 * @param endNanos nanoseconds since the epoch, never before {@code startNanos}
 * @param statusMessage empty where none was given
 * @param attributes the span's own, in the order received
 * @param events in the order received, as far as they are searched by
 * @param links in the order received, as far as they are searched by
 * @param otlp the span as an OTLP {@code trace.v1.Span} message in protobuf form: all that is not
 *     searched by stays as it was sent.
 */
public record Span(
    TraceId traceId,
    long spanId,
    long parentSpanId,
    String name,
    SpanKind kind,
    long startNanos,
    long endNanos,
    SpanStatus status,
    String statusMessage,
    Map<String, AttributeValue> attributes,
    Resource resource,
    Scope scope,
    List<SpanEvent> events,
    List<SpanLink> links,
    ByteString otlp) {

  /** A span without events and links. */
  public Span(
      TraceId traceId,
      long spanId,
      long parentSpanId,
      String name,
      SpanKind kind,
      long startNanos,
      long endNanos,
      SpanStatus status,
      String statusMessage,
      Map<String, AttributeValue> attributes,
      Resource resource,
      Scope scope,
      ByteString otlp) {
    this(
        traceId,
        spanId,
        parentSpanId,
        name,
        kind,
        startNanos,
        endNanos,
        status,
        statusMessage,
        attributes,
        resource,
        scope,
        List.of(),
        List.of(),
        otlp);
  }

  /** The attribute that links a span with its profile. */
  public static final String PROFILE_ID = "pyroscope.profile.id";

  /** The thread that the span started on, as semantic conventions name it. */
  private static final String THREAD_NAME = "thread.name";

  public long durationNanos() {
    return endNanos - startNanos;
  }

  /** The id under which this span's samples lie; empty if the span is not profiled. */
  public Optional<String> profileId() {
    return Optional.ofNullable(attributes.get(PROFILE_ID)).map(AttributeValue::toString);
  }

  /** The thread that it started on; empty if the span does not say. */
  public Optional<String> threadName() {
    return Optional.ofNullable(attributes.get(THREAD_NAME)).map(AttributeValue::toString);
  }

  /** A time that the span says of itself; empty if it says none, or one that cannot be. */
  public OptionalLong measured(MeasuredTime time) {
    return attributes.get(time.attribute()) instanceof AttributeValue.Int nanos
            && nanos.value() >= 0
        ? OptionalLong.of(nanos.value())
        : OptionalLong.empty();
  }
}
