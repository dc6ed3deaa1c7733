package dev.spanprofiles.stack.query.tempo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spanprofiles.stack.model.AttributeValue;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import java.util.List;
import java.util.Map;

/** Attributes in OTLP's form. */
final class AnyValues {

  private static final ObjectMapper JSON = new ObjectMapper();

  private AnyValues() {}

  static List<KeyValue> of(Map<String, AttributeValue> attributes) {
    return attributes.entrySet().stream().map(e -> keyValue(e.getKey(), of(e.getValue()))).toList();
  }

  static KeyValue keyValue(String key, AnyValue value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  static AnyValue of(AttributeValue value) {
    AnyValue.Builder any = AnyValue.newBuilder();
    if (value instanceof AttributeValue.Int number) {
      return any.setIntValue(number.value()).build();
    }
    if (value instanceof AttributeValue.Real number) {
      return any.setDoubleValue(number.value()).build();
    }
    if (value instanceof AttributeValue.Bool bool) {
      return any.setBoolValue(bool.value()).build();
    }
    if (value instanceof AttributeValue.Composite composite) {
      return ofJson(composite.json());
    }
    return any.setStringValue(value.toString()).build();
  }

  private static AnyValue ofJson(String json) {
    try {
      return of(JSON.readTree(json));
    } catch (JsonProcessingException e) {
      return AnyValue.newBuilder().setStringValue(json).build();
    }
  }

  private static AnyValue of(JsonNode node) {
    AnyValue.Builder any = AnyValue.newBuilder();
    return switch (node.getNodeType()) {
      case ARRAY -> {
        ArrayValue.Builder array = any.getArrayValueBuilder();
        node.forEach(element -> array.addValues(of(element)));
        yield any.build();
      }
      case OBJECT -> {
        KeyValueList.Builder list = any.getKvlistValueBuilder();
        node.properties().forEach(e -> list.addValues(keyValue(e.getKey(), of(e.getValue()))));
        yield any.build();
      }
      case BOOLEAN -> any.setBoolValue(node.booleanValue()).build();
      case NUMBER ->
          node.isIntegralNumber()
              ? any.setIntValue(node.longValue()).build()
              : any.setDoubleValue(node.doubleValue()).build();
      case NULL, MISSING -> any.build();
      case STRING, BINARY, POJO -> any.setStringValue(node.asText()).build();
    };
  }
}
