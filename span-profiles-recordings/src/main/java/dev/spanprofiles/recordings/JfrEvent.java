package dev.spanprofiles.recordings;

import dev.spanprofiles.recordings.JfrMetadata.Field;
import java.util.HashMap;
import java.util.Map;
import one.jfr.JfrReader;

/** The events of one type: read one after the other into the same object. */
final class JfrEvent {

  private final JfrMetadata metadata;
  private final JfrMetadata.Type type;
  private final Map<String, Integer> indexes = new HashMap<>();
  private final long[] numbers;
  private final String[] texts;
  private final Encoding[] encodings;

  private enum Encoding {
    NUMBER,
    BYTE,
    FLOAT,
    DOUBLE,
    TEXT
  }

  JfrEvent(JfrMetadata metadata, JfrMetadata.Type type) {
    this.metadata = metadata;
    this.type = type;
    this.numbers = new long[type.fields().size()];
    this.texts = new String[numbers.length];
    this.encodings = new Encoding[numbers.length];
    int index = 0;
    for (Field field : type.fields()) {
      indexes.put(field.name(), index);
      encodings[index++] = encoding(metadata, type, field);
    }
  }

  /** Reads the fields from where the reader stands. */
  void read(JfrReader reader) {
    for (int index = 0; index < encodings.length; index++) {
      switch (encodings[index]) {
        case NUMBER -> numbers[index] = reader.getVarlong();
        case BYTE -> numbers[index] = reader.getByte();
        case FLOAT -> numbers[index] = (long) reader.getFloat();
        case DOUBLE -> numbers[index] = (long) reader.getDouble();
        case TEXT -> texts[index] = reader.getString();
      }
    }
  }

  private static Encoding encoding(JfrMetadata metadata, JfrMetadata.Type type, Field field) {
    String kind = metadata.typeName(field.typeId());
    if (field.pooled()) {
      return Encoding.NUMBER;
    } else if (field.array()) {
      throw new IllegalArgumentException(type.name() + " has an array: " + field.name());
    }
    return switch (kind) {
      case "long", "int", "short", "char" -> Encoding.NUMBER;
      case "boolean", "byte" -> Encoding.BYTE;
      case "float" -> Encoding.FLOAT;
      case "double" -> Encoding.DOUBLE;
      case "java.lang.String" -> Encoding.TEXT;
      default ->
          throw new IllegalArgumentException(
              type.name() + "." + field.name() + " is of the unknown type " + kind);
    };
  }

  String typeName() {
    return type.name();
  }

  boolean has(String field) {
    return indexes.containsKey(field);
  }

  /** 0 where events of this type have no such field. */
  long number(String field) {
    Integer index = indexes.get(field);
    return index == null ? 0 : numbers[index];
  }

  /** Empty where events of this type have no such field, or this one has null in it. */
  String text(String field) {
    Integer index = indexes.get(field);
    return index == null || texts[index] == null ? "" : texts[index];
  }

  /** The name of the type of a field's value. */
  String typeOf(String field) {
    Integer index = indexes.get(field);
    return index == null ? "" : metadata.typeName(type.fields().get(index).typeId());
  }
}
