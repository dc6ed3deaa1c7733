package dev.spanprofiles.stack.ingest.otlp;

import dev.spanprofiles.stack.ingest.RefusedException;
import dev.spanprofiles.stack.ingest.SampleCollector;
import dev.spanprofiles.stack.model.Labels;
import dev.spanprofiles.stack.model.SampleThread;
import dev.spanprofiles.stack.model.SampleThread.State;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the attributes of samples say: the thread, and labels. Pyroscope makes labels of a thread's
 * attributes, too; here it is kept apart from them, as from a recording, and is no series.
 */
record SampleOwner(Labels labels, SampleThread thread) {

  private static final String SERVICE_NAME = "service.name";

  /** Above all ids that an operating system gives. */
  private static final long MADE_UP_ID = 1L << 32;

  /**
   * Reads attributes. Those of the series prevail, but a service that a sample names is its own.
   *
   * @param series labels of all samples beside
   * @throws RefusedException if one cannot be read
   */
  static SampleOwner of(
      List<Integer> attributes, Labels series, ProfileTables tables, SampleCollector collector) {
    Map<String, String> labels = new HashMap<>(series.values());
    Reading reading = new Reading();
    tables.forEachAt(
        attributes,
        (key, text) -> {
          switch (key) {
            case "thread.name" -> reading.name = text;
            case "thread.id" -> reading.id = number(text);
            case "jvm.thread.state" -> reading.state = state(text);
            case SERVICE_NAME -> labels.put(Labels.SERVICE_NAME, text);
            default -> labels.putIfAbsent(key, text);
          }
        });
    return new SampleOwner(collector.labels(labels), reading.thread());
  }

  private static final class Reading {
    private long id;
    private String name = "";
    private State state = State.UNKNOWN;

    /** What is told of threads apart needs an id; the same name is then the same thread. */
    SampleThread thread() {
      long known =
          id != 0 || name.isEmpty() ? id : MADE_UP_ID + Integer.toUnsignedLong(name.hashCode());
      return new SampleThread(known, name, state);
    }
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw RefusedException.malformed("thread.id is not a number: " + text);
    }
  }

  /** The values of OpenTelemetry's semantic conventions. */
  private static State state(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "runnable" -> State.RUNNABLE;
      case "blocked", "waiting", "timed_waiting" -> State.SLEEPING;
      default -> State.UNKNOWN;
    };
  }
}
