package dev.spanprofiles.stack.viewer.spans;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.spanprofiles.stack.model.Span;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What of a span is not searched by, read from the message as it was sent. */
record OtlpDetail(List<Event> events, List<Link> links) {

  record Event(long timeNanos, String name, Map<String, String> attributes) {}

  /**
   * @param traceId 32 hex digits
   * @param spanId 16 hex digits
   */
  record Link(String traceId, String spanId, Map<String, String> attributes) {}

  /** Empty where the message cannot be read: the rest of the span can still be shown. */
  static OtlpDetail of(Span span) {
    try {
      var message = io.opentelemetry.proto.trace.v1.Span.parseFrom(span.otlp());
      return new OtlpDetail(
          message.getEventsList().stream()
              .map(e -> new Event(e.getTimeUnixNano(), e.getName(), texts(e.getAttributesList())))
              .toList(),
          message.getLinksList().stream()
              .map(
                  l ->
                      new Link(
                          hex(l.getTraceId()), hex(l.getSpanId()), texts(l.getAttributesList())))
              .toList());
    } catch (InvalidProtocolBufferException e) {
      return new OtlpDetail(List.of(), List.of());
    }
  }

  private static Map<String, String> texts(List<KeyValue> attributes) {
    Map<String, String> texts = new LinkedHashMap<>();
    attributes.forEach(a -> texts.put(a.getKey(), text(a.getValue())));
    return texts;
  }

  private static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      case INT_VALUE -> Long.toString(value.getIntValue());
      case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
      case BYTES_VALUE -> hex(value.getBytesValue());
      case ARRAY_VALUE ->
          value.getArrayValue().getValuesList().stream()
              .map(OtlpDetail::text)
              .collect(Collectors.joining(", ", "[", "]"));
      case KVLIST_VALUE -> texts(value.getKvlistValue().getValuesList()).toString();
      default -> "";
    };
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
