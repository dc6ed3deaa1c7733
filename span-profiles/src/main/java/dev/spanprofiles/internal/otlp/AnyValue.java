package dev.spanprofiles.internal.otlp;

import io.opentelemetry.api.common.Attributes;
import java.util.List;
import one.proto.Proto;

/** Attribute values and their keys, as {@code common.v1} writes them. */
final class AnyValue {

  private AnyValue() {}

  /** What is none of the types of an attribute is written as its text. */
  static Proto encode(Object value) {
    Proto message = new Proto(32);
    if (value instanceof Boolean flag) {
      return message.field(2, flag ? 1 : 0);
    } else if (value instanceof Long number) {
      return message.field(3, number.longValue());
    } else if (value instanceof Double number) {
      return message.field(4, number.doubleValue());
    } else if (value instanceof List<?> list) {
      Proto array = new Proto(64);
      list.forEach(element -> array.field(1, encode(element)));
      return message.field(5, array);
    }
    return message.field(1, value.toString());
  }

  /** Writes a repeated {@code KeyValue}. */
  static void write(Proto message, int field, Attributes attributes) {
    attributes.forEach(
        (key, value) ->
            message.field(field, new Proto(64).field(1, key.getKey()).field(2, encode(value))));
  }
}
