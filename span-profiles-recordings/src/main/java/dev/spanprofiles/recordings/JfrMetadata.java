package dev.spanprofiles.recordings;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import one.jfr.JfrReader;

/**
 * The types of a chunk and the order of their fields, as the chunk itself describes them. {@link
 * JfrReader} reads that too, but keeps it to itself, and reads events in the order of its own
 * profiler, to which the Pyroscope agent adds fields.
 *
 * @param types by their number in the chunk
 */
record JfrMetadata(Map<Long, Type> types) {

  private static final int HEADER_OFFSET_OF_METADATA = 24;

  record Type(String name, List<Field> fields) {}

  /**
   * A field as it lies in an event.
   *
   * @param pooled whether the value is a number that refers to the constant pool
   */
  record Field(String name, long typeId, boolean pooled, boolean array) {}

  /** Reads through the reader whose buffer is given; leaves the buffer where it was. */
  static JfrMetadata read(JfrReader reader, ByteBuffer chunk) {
    int position = chunk.position();
    chunk.position(Math.toIntExact(chunk.getLong(HEADER_OFFSET_OF_METADATA)));
    JfrMetadata metadata = new Parser(reader, chunk.limit()).parse();
    chunk.position(position);
    return metadata;
  }

  String typeName(long id) {
    Type type = types.get(id);
    return type == null ? "" : type.name();
  }

  /** Elements nest: the metadata has classes, which have fields. */
  private static final class Parser {
    private final JfrReader reader;
    private final int chunkBytes;
    private final Map<Long, Type> types = new HashMap<>();
    private String[] strings = {};

    Parser(JfrReader reader, int chunkBytes) {
      this.reader = reader;
      this.chunkBytes = chunkBytes;
    }

    JfrMetadata parse() {
      reader.getVarint(); // size
      reader.getVarint(); // type
      reader.getVarlong(); // start
      reader.getVarlong(); // duration
      reader.getVarlong(); // metadata id
      strings = new String[count(reader.getVarint())];
      for (int i = 0; i < strings.length; i++) {
        strings[i] = reader.getString();
      }
      readElement(new ArrayList<>());
      return new JfrMetadata(types);
    }

    /** Each string takes a byte at least, so that a broken number takes no memory. */
    private int count(int strings) {
      if (strings < 0 || strings > chunkBytes) {
        throw new IllegalArgumentException("the metadata has " + strings + " strings");
      }
      return strings;
    }

    private void readElement(List<Field> siblings) {
      String element = strings[reader.getVarint()];
      Map<String, String> attributes = new HashMap<>();
      for (int count = reader.getVarint(); count > 0; count--) {
        attributes.put(strings[reader.getVarint()], strings[reader.getVarint()]);
      }
      List<Field> fields = new ArrayList<>();
      for (int count = reader.getVarint(); count > 0; count--) {
        readElement(fields);
      }
      String name = attributes.getOrDefault("name", "");
      if (element.equals("class")) {
        types.put(Long.valueOf(attributes.getOrDefault("id", "-1")), new Type(name, fields));
      } else if (element.equals("field")) {
        siblings.add(
            new Field(
                name,
                Long.parseLong(attributes.getOrDefault("class", "-1")),
                "true".equals(attributes.get("constantPool")),
                "1".equals(attributes.get("dimension"))));
      }
    }
  }
}
