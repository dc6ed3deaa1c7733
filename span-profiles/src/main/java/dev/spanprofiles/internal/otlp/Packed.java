package dev.spanprofiles.internal.otlp;

import java.util.List;
import one.proto.Proto;

/**
 * Repeated numbers, which Protocol Buffers puts into one field; none at all where there are none.
 */
final class Packed {

  private Packed() {}

  static void ints(Proto message, int field, List<Integer> values) {
    if (!values.isEmpty()) {
      Proto packed = new Proto(values.size() * 2);
      values.forEach(packed::writeInt);
      message.field(field, packed);
    }
  }

  static void longs(Proto message, int field, List<Long> values) {
    if (!values.isEmpty()) {
      Proto packed = new Proto(values.size() * 5);
      values.forEach(packed::writeLong);
      message.field(field, packed);
    }
  }

  static void fixed64(Proto message, int field, List<Long> values) {
    if (!values.isEmpty()) {
      Proto packed = new Proto(values.size() * Long.BYTES);
      values.forEach(packed::writeFixed64);
      message.field(field, packed);
    }
  }
}
