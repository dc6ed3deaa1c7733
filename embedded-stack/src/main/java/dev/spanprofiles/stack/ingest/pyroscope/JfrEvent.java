package dev.spanprofiles.stack.ingest.pyroscope;

import dev.spanprofiles.stack.ingest.pyroscope.JfrMetadata.Field;
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

  JfrEvent(JfrMetadata metadata, JfrMetadata.Type type) {
    this.metadata = metadata;
    this.type = type;
    this.numbers = new long[type.fields().size()];
    this.texts = new String[numbers.length];
    for (Field field : type.fields()) {
      indexes.put(field.name(), indexes.size());
    }
  }

  /** Reads the fields from where the reader stands. */
  void read(JfrReader reader) {
    int index = 0;
    for (Field field : type.fields()) {
      readField(field, index++, reader);
    }
  }

  private void readField(Field field, int index, JfrReader reader) {
    if (field.pooled()) {
      numbers[index] = reader.getVarlong();
      return;
    }
    String kind = metadata.typeName(field.typeId());
    if (field.array()) {
      throw new IllegalArgumentException(type.name() + " has an array: " + field.name());
    }
    switch (kind) {
      case "long", "int", "short", "char" -> numbers[index] = reader.getVarlong();
      case "boolean", "byte" -> numbers[index] = reader.getByte();
      case "float" -> numbers[index] = (long) reader.getFloat();
      case "double" -> numbers[index] = (long) reader.getDouble();
      case "java.lang.String" -> texts[index] = reader.getString();
      default ->
          throw new IllegalArgumentException(
              type.name() + "." + field.name() + " is of the unknown type " + kind);
    }
  }

  String typeName() {
    return type.name();
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
