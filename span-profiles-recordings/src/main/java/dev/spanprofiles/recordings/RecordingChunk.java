package dev.spanprofiles.recordings;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import one.jfr.JfrReader;
import org.jspecify.annotations.Nullable;

/**
 * One chunk of a recording. async-profiler's {@link JfrReader} finds the constant pools and reads
 * numbers and strings, at 60 to 130 MB/s where the JDK's parser does 8 to 14. Its own loop over
 * events cannot be used: it knows the layout of its built-in types only by heart, does not skip the
 * fields the Pyroscope agent adds at their end, and looks at registered types last. So this walks
 * the same buffer, by the layout the chunk describes.
 */
public final class RecordingChunk {

  private static final String SETTING = "jdk.ActiveSetting";

  private static final int SIGNATURE = 0x464C5200; // "FLR\0"
  private static final int HEADER_SIZE = 68;
  private static final int HEADER_OFFSET_OF_SIZE = 8;
  private static final int HEADER_OFFSET_OF_CONSTANT_POOL = 16;

  private final ByteBuffer buffer;
  private final JfrReader reader;
  private final JfrMetadata metadata;
  private final FunctionNames functions;
  private final RecordingSettings settings;
  private final Map<Long, @Nullable RecordedStack> stackTraces = new HashMap<>();
  private final Map<ThreadKey, RecordedThread> threads = new HashMap<>();

  private record ThreadKey(long id, String state) {}

  private RecordingChunk(
      ByteBuffer buffer, Map<String, String> settings, int sampleRate, NameBudget names)
      throws IOException {
    this.buffer = buffer;
    checkConstantPools(buffer);
    this.reader = new JfrReader(buffer);
    this.metadata = JfrMetadata.read(reader, buffer);
    this.functions = new FunctionNames(reader, names);
    readSettings(settings);
    this.settings = RecordingSettings.of(settings, sampleRate);
  }

  /**
   * The chunks of a recording. Each is read on its own: numbers in the constant pool are the
   * chunk's. Settings that a chunk does not repeat are those of the one before.
   *
   * @param sampleRate samples a second, where the recording does not say its interval
   * @param maxNameChars of all names of functions together: many may share a long class name
   * @throws IOException if it is no recording, or an incomplete one
   * @throws RuntimeException if it is broken in a way that only shows where its parts do not fit
   */
  public static List<RecordingChunk> read(ByteBuffer recording, int sampleRate, long maxNameChars)
      throws IOException {
    ByteBuffer rest = recording.duplicate();
    Map<String, String> settings = new HashMap<>();
    NameBudget names = new NameBudget(maxNameChars);
    List<RecordingChunk> chunks = new ArrayList<>();
    do {
      if (rest.remaining() < HEADER_SIZE || rest.getInt(rest.position()) != SIGNATURE) {
        throw new IOException("there is no JFR chunk at byte " + rest.position());
      }
      long size = rest.getLong(rest.position() + HEADER_OFFSET_OF_SIZE);
      if (size < HEADER_SIZE || size > rest.remaining()) {
        throw new IOException(
            "the JFR chunk at byte %d says it has %d bytes, there are %d"
                .formatted(rest.position(), size, rest.remaining()));
      }
      ByteBuffer chunk = rest.slice(rest.position(), (int) size);
      chunks.add(new RecordingChunk(chunk, settings, sampleRate, names));
      rest.position(rest.position() + (int) size);
    } while (rest.hasRemaining());
    return chunks;
  }

  /** Each pool names the one before it; a chain that does not go back would never end. */
  private static void checkConstantPools(ByteBuffer buffer) throws IOException {
    long offset = buffer.getLong(HEADER_OFFSET_OF_CONSTANT_POOL);
    while (true) {
      if (offset < HEADER_SIZE || offset >= buffer.limit()) {
        throw new IOException("the JFR chunk has no constant pool at byte " + offset);
      }
      ByteBuffer pool = buffer.duplicate().position((int) offset);
      for (int skipped = 0; skipped < 4; skipped++) { // size, type, start, duration
        readNumber(pool);
      }
      long delta = readNumber(pool);
      if (delta == 0) {
        return;
      } else if (delta > 0) {
        throw new IOException("the constant pools of the JFR chunk are no chain");
      }
      offset += delta;
    }
  }

  /** A number in JFR's variable length: seven bits a byte, the ninth byte whole. */
  private static long readNumber(ByteBuffer from) {
    long number = 0;
    for (int shift = 0; shift < 56; shift += 7) {
      byte b = from.get();
      number |= (b & 0x7FL) << shift;
      if (b >= 0) {
        return number;
      }
    }
    return number | (from.get() & 0xFFL) << 56;
  }

  private void readSettings(Map<String, String> settings) throws IOException {
    forEach(Set.of(SETTING), event -> settings.put(event.text("name"), event.text("value")));
  }

  /** How it was made. */
  public RecordingSettings settings() {
    return settings;
  }

  /**
   * Shows the visitor all samples, in the order of the recording.
   *
   * @throws IOException if the chunk is broken
   * @throws RecordingTooLargeException if the names of its functions are longer than they may be
   * @throws RuntimeException likewise
   */
  public void forEachSample(Consumer<RecordedSample> visitor) throws IOException {
    forEach(SampleReader.EVENTS, new SampleReader(this, visitor)::read);
  }

  /** Shows the visitor the events of the given types in the order of the recording. */
  private void forEach(Set<String> typeNames, Consumer<JfrEvent> visitor) throws IOException {
    Map<Integer, JfrEvent> wanted = new HashMap<>();
    metadata
        .types()
        .forEach(
            (id, type) -> {
              if (typeNames.contains(type.name())) {
                wanted.put(id.intValue(), new JfrEvent(metadata, type));
              }
            });
    buffer.position(HEADER_SIZE);
    while (buffer.hasRemaining()) {
      int start = buffer.position();
      int size = reader.getVarint();
      if (size <= 0 || size > buffer.limit() - start) {
        throw new IOException("an event of %d bytes at byte %d".formatted(size, start));
      }
      JfrEvent event = wanted.get(reader.getVarint());
      if (event != null) {
        event.read(reader);
        if (buffer.position() > start + size) {
          throw new BufferUnderflowException();
        }
        visitor.accept(event);
      }
      buffer.position(start + size);
    }
  }

  /** Null where the recording has none of that number. */
  @Nullable RecordedStack stackTrace(long id) {
    return stackTraces.computeIfAbsent(id, this::readStackTrace);
  }

  private @Nullable RecordedStack readStackTrace(long id) {
    one.jfr.StackTrace frames = reader.stackTraces.get(id);
    return frames == null ? null : new RecordedStack(List.copyOf(functions.of(frames.methods)));
  }

  /** The name of an enumerated value, such as {@code STATE_RUNNABLE}; empty if it has none. */
  String enumName(JfrEvent event, String field) {
    Map<Integer, String> names = reader.enums.getOrDefault(event.typeOf(field), Map.of());
    return names.getOrDefault((int) event.number(field), "");
  }

  /**
   * The thread of that number, which async-profiler takes from the operating system.
   *
   * @param state as {@link #enumName} gives it
   */
  RecordedThread thread(long id, String state) {
    return threads.computeIfAbsent(
        new ThreadKey(id, state),
        key ->
            new RecordedThread(
                id,
                Objects.requireNonNullElse(reader.threads.get(id), ""),
                RecordedThread.State.of(state)));
  }

  long epochNanos(long ticks) {
    return reader.eventTimeToNanos(ticks);
  }

  long nanos(long ticks) {
    return (long) (ticks * reader.nanosPerTick);
  }
}
