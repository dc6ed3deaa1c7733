package dev.spanprofiles.stack.ingest.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.model.Resource;
import dev.spanprofiles.stack.model.Scope;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.model.TraceId;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** OTLP's common values as the model has them. */
final class OtlpValues {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private OtlpValues() {}

  static Map<String, AttributeValue> attributes(List<KeyValue> pairs) {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    for (KeyValue pair : pairs) {
      attributes.put(pair.getKey(), value(pair.getValue()));
    }
    return attributes;
  }

  static Resource resource(io.opentelemetry.proto.resource.v1.Resource resource) {
    return new Resource(attributes(resource.getAttributesList()));
  }

  static Scope scope(InstrumentationScope scope) {
    return new Scope(scope.getName(), scope.getVersion(), attributes(scope.getAttributesList()));
  }

  private static AttributeValue value(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> new AttributeValue.Text(value.getStringValue());
      case INT_VALUE -> new AttributeValue.Int(value.getIntValue());
      case DOUBLE_VALUE -> new AttributeValue.Real(value.getDoubleValue());
      case BOOL_VALUE -> new AttributeValue.Bool(value.getBoolValue());
      default -> new AttributeValue.Composite(json(value).toString());
    };
  }

  /** Text for a text, JSON for what has parts. */
  static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case VALUE_NOT_SET -> "";
      default -> json(value).toString();
    };
  }

  private static JsonNode json(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> JSON.textNode(value.getStringValue());
      case INT_VALUE -> JSON.numberNode(value.getIntValue());
      case DOUBLE_VALUE -> real(value.getDoubleValue());
      case BOOL_VALUE -> JSON.booleanNode(value.getBoolValue());
      case BYTES_VALUE ->
          JSON.textNode(Base64.getEncoder().encodeToString(value.getBytesValue().toByteArray()));
      case ARRAY_VALUE -> {
        ArrayNode array = JSON.arrayNode();
        value.getArrayValue().getValuesList().forEach(item -> array.add(json(item)));
        yield array;
      }
      case KVLIST_VALUE -> {
        ObjectNode object = JSON.objectNode();
        value
            .getKvlistValue()
            .getValuesList()
            .forEach(pair -> object.set(pair.getKey(), json(pair.getValue())));
        yield object;
      }
      default -> JSON.nullNode();
    };
  }

  /** NaN and the infinities are no JSON numbers. */
  private static JsonNode real(double value) {
    return Double.isFinite(value) ? JSON.numberNode(value) : JSON.textNode(Double.toString(value));
  }

  /** {@link TraceId#NONE} unless there are 16 bytes. */
  static TraceId traceId(ByteString bytes) {
    if (bytes.size() != 16) {
      return TraceId.NONE;
    }
    ByteBuffer buffer = bytes.asReadOnlyByteBuffer();
    return new TraceId(buffer.getLong(), buffer.getLong());
  }

  /** Empty unless there are 8 bytes; {@link SpanId#NONE} for none at all. */
  static OptionalLong spanId(ByteString bytes) {
    if (bytes.isEmpty()) {
      return OptionalLong.of(SpanId.NONE);
    }
    return bytes.size() == 8
        ? OptionalLong.of(bytes.asReadOnlyByteBuffer().getLong())
        : OptionalLong.empty();
  }
}
