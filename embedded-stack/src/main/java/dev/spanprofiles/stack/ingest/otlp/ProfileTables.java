package dev.spanprofiles.stack.ingest.otlp;

import dev.spanprofiles.stack.ingest.RefusedException;
import dev.spanprofiles.stack.ingest.SampleCollector;
import dev.spanprofiles.stack.model.StackTrace;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.profiles.v1development.Function;
import io.opentelemetry.proto.profiles.v1development.KeyValueAndUnit;
import io.opentelemetry.proto.profiles.v1development.Line;
import io.opentelemetry.proto.profiles.v1development.Link;
import io.opentelemetry.proto.profiles.v1development.Location;
import io.opentelemetry.proto.profiles.v1development.ProfilesDictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The tables that all profiles of a request point into. Each index is checked when it is used. */
final class ProfileTables {

  private final ProfilesDictionary tables;
  private final SampleCollector collector;
  private final Map<Integer, StackTrace> stacks = new HashMap<>();

  ProfileTables(ProfilesDictionary tables, SampleCollector collector) {
    this.tables = tables;
    this.collector = collector;
  }

  String string(int index) {
    return at(tables.getStringTableList(), index, "string");
  }

  /** Index 0 is the link of no span. */
  Link link(int index) {
    return index == 0 ? Link.getDefaultInstance() : at(tables.getLinkTableList(), index, "link");
  }

  /**
   * A stack trace. Where nothing is known of a location but its address it is left out, as
   * Pyroscope does without symbols.
   */
  StackTrace stack(int index) {
    StackTrace known = stacks.get(index);
    if (known == null) {
      known = readStack(index);
      stacks.put(index, known);
    }
    return known;
  }

  private StackTrace readStack(int index) {
    List<Integer> locations =
        index == 0
            ? List.of()
            : at(tables.getStackTableList(), index, "stack").getLocationIndicesList();
    SampleCollector.Stack stack = collector.stack();
    for (int i = locations.size() - 1; i >= 0 && !stack.isFull(); i--) {
      Location location = at(tables.getLocationTableList(), locations.get(i), "location");
      // The last line is the function that the others are inlined into.
      for (int line = location.getLinesCount() - 1; line >= 0 && !stack.isFull(); line--) {
        stack.call(function(location.getLines(line)));
      }
    }
    return stack.trace();
  }

  private String function(Line line) {
    Function function = at(tables.getFunctionTableList(), line.getFunctionIndex(), "function");
    return string(function.getNameStrindex());
  }

  /** Shows each of the attributes in the table that has a text, as {@link #text} gives it. */
  void forEachAt(List<Integer> indices, BiConsumer<String, String> visitor) {
    for (int index : indices) {
      KeyValueAndUnit attribute = at(tables.getAttributeTableList(), index, "attribute");
      show(string(attribute.getKeyStrindex()), attribute.getValue(), visitor);
    }
  }

  /** The same for attributes that stand where they are, such as a resource's. */
  void forEach(List<KeyValue> attributes, BiConsumer<String, String> visitor) {
    for (KeyValue attribute : attributes) {
      String key =
          attribute.getKeyStrindex() == 0 ? attribute.getKey() : string(attribute.getKeyStrindex());
      show(key, attribute.getValue(), visitor);
    }
  }

  private void show(String key, AnyValue value, BiConsumer<String, String> visitor) {
    String text = text(value);
    if (!text.isEmpty()) {
      visitor.accept(key, text);
    }
  }

  /** What Pyroscope makes labels of: texts, whole numbers, and lists of one of them. Else empty. */
  private String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case STRING_VALUE_STRINDEX -> string(value.getStringValueStrindex());
      case INT_VALUE -> Long.toString(value.getIntValue());
      case ARRAY_VALUE -> {
        List<AnyValue> list = value.getArrayValue().getValuesList();
        boolean simple = list.size() == 1 && !list.get(0).hasArrayValue();
        yield simple ? text(list.get(0)) : "";
      }
      default -> "";
    };
  }

  private static <T> T at(List<T> table, int index, String what) {
    if (index < 0 || index >= table.size()) {
      throw RefusedException.malformed(
          "there is no %s %d: the table has %d".formatted(what, index, table.size()));
    }
    return table.get(index);
  }
}
