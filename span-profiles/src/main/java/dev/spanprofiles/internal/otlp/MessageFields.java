package dev.spanprofiles.internal.otlp;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The fields of a small message in Protocol Buffers: numbers and what has a length. What is not
 * there is 0 or empty.
 */
final class MessageFields {

  private final Map<Integer, Long> numbers = new HashMap<>();
  private final Map<Integer, ByteBuffer> others = new HashMap<>();

  /**
   * Reads a message.
   *
   * @throws RuntimeException if it is none, or has fields of another kind
   */
  MessageFields(byte[] message) {
    this(ByteBuffer.wrap(message));
  }

  private MessageFields(ByteBuffer message) {
    try {
      while (message.hasRemaining()) {
        int tag = Math.toIntExact(varint(message));
        long value = varint(message);
        switch (tag & 7) {
          case 0 -> numbers.put(tag >>> 3, value);
          case 2 -> others.put(tag >>> 3, bytes(message, Math.toIntExact(value)));
          default -> throw new IllegalArgumentException("field of kind " + (tag & 7));
        }
      }
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("the message ends too soon", e);
    }
  }

  private static ByteBuffer bytes(ByteBuffer from, int length) {
    ByteBuffer bytes = from.slice(from.position(), length);
    from.position(from.position() + length);
    return bytes;
  }

  private static long varint(ByteBuffer from) {
    long number = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = from.get();
      number |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return number;
      }
    }
  }

  long number(int field) {
    return numbers.getOrDefault(field, 0L);
  }

  String text(int field) {
    return StandardCharsets.UTF_8.decode(other(field)).toString();
  }

  MessageFields message(int field) {
    return new MessageFields(other(field));
  }

  private ByteBuffer other(int field) {
    return others.getOrDefault(field, ByteBuffer.allocate(0)).duplicate();
  }
}
