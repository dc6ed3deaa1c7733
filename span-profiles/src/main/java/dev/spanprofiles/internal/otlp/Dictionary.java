package dev.spanprofiles.internal.otlp;

import dev.spanprofiles.recordings.RecordedStack;
import java.nio.ByteBuffer;
import java.util.IdentityHashMap;
import java.util.List;
import one.proto.Proto;

/** The {@code ProfilesDictionary} of a request: what its samples refer to by number. */
final class Dictionary {

  private static final Proto NOTHING = new Proto(0);

  private final Table<String> strings = new Table<>("");
  private final Table<String> functions = new Table<>("");
  private final Table<List<Integer>> stacks = new Table<>(List.of());
  private final Table<Attribute> attributes = new Table<>(new Attribute("", ""));
  private final Table<Link> links = new Table<>(new Link(0, 0, 0));
  private final IdentityHashMap<RecordedStack, Integer> knownStacks = new IdentityHashMap<>();

  /**
   * An attribute of samples.
   *
   * @param value a String or a Long
   */
  record Attribute(String key, Object value) {}

  /** A span, and the trace that it is in. */
  record Link(long traceIdHigh, long traceIdLow, long spanId) {}

  int string(String text) {
    return strings.numberOf(text);
  }

  int attribute(Attribute attribute) {
    return attributes.numberOf(attribute);
  }

  /** 0 where the span is none. */
  int link(long traceIdHigh, long traceIdLow, long spanId) {
    return spanId == 0 ? 0 : links.numberOf(new Link(traceIdHigh, traceIdLow, spanId));
  }

  int stack(RecordedStack stack) {
    return knownStacks.computeIfAbsent(
        stack,
        unknown -> stacks.numberOf(unknown.functions().stream().map(functions::numberOf).toList()));
  }

  /** The message. Nothing is to be added after it. */
  Proto encode() {
    Proto message = new Proto(64 * 1024);
    message.field(1, NOTHING); // mapping_table
    int location = 0;
    for (String function : functions.values()) {
      // A location for each function, with the same number: the recording's lines are left out.
      Proto line = new Proto(8).field(1, location);
      message.field(2, location == 0 ? NOTHING : new Proto(16).field(3, line));
      message.field(3, location == 0 ? NOTHING : new Proto(8).field(1, string(function)));
      location++;
    }
    for (Link link : links.values()) {
      message.field(
          4,
          new Proto(32)
              .field(1, bytes(link.traceIdHigh(), link.traceIdLow()))
              .field(2, bytes(link.spanId())));
    }
    for (Attribute attribute : attributes.values()) {
      message.field(6, encode(attribute));
    }
    for (List<Integer> stack : stacks.values()) {
      Proto locations = new Proto(64);
      Packed.ints(locations, 1, stack);
      message.field(7, locations);
    }
    for (String text : strings.values()) {
      message.field(5, text);
    }
    return message;
  }

  private Proto encode(Attribute attribute) {
    int key = string(attribute.key());
    return key == 0
        ? NOTHING
        : new Proto(64).field(1, key).field(2, AnyValue.encode(attribute.value()));
  }

  private static byte[] bytes(long... halves) {
    ByteBuffer bytes = ByteBuffer.allocate(halves.length * Long.BYTES);
    for (long half : halves) {
      bytes.putLong(half);
    }
    return bytes.array();
  }
}
