package dev.spanprofiles.internal.otlp;

import dev.spanprofiles.internal.otlp.Dictionary.Attribute;
import dev.spanprofiles.recordings.RecordedSample;
import dev.spanprofiles.recordings.RecordedThread;
import dev.spanprofiles.recordings.RecordedType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The attributes of samples, as numbers in the dictionary: their labels, and their thread. */
final class AttributeSets {

  private static final String SPAN_NAME = "span_name";

  private final Dictionary dictionary;
  private final RecordingLabels labels;
  private final boolean threads;
  private final Map<Key, List<Integer>> known = new HashMap<>();

  /** What decides them. A state that says nothing is none. */
  private record Key(@Nullable RecordedThread thread, long contextId, long spanName) {}

  /** {@code threads} says whether the thread is among them. */
  AttributeSets(Dictionary dictionary, RecordingLabels labels, boolean threads) {
    this.dictionary = dictionary;
    this.labels = labels;
    this.threads = threads;
  }

  List<Integer> of(RecordedSample sample) {
    return known.computeIfAbsent(
        new Key(thread(sample), sample.contextId(), sample.spanName()), this::numbers);
  }

  /** Who was sampled on a CPU ran: only of wall time the state says something. */
  private @Nullable RecordedThread thread(RecordedSample sample) {
    RecordedThread thread = sample.thread();
    if (!threads) {
      return null;
    }
    return sample.type() == RecordedType.WALL
        ? thread
        : new RecordedThread(thread.id(), thread.name(), RecordedThread.State.UNKNOWN);
  }

  private List<Integer> numbers(Key key) {
    Map<String, Object> attributes = new TreeMap<>(labels.context(key.contextId()));
    attributes.put(SPAN_NAME, labels.text(key.spanName()));
    if (key.thread() != null) {
      attributes.put("thread.id", key.thread().id() == 0 ? "" : (Object) key.thread().id());
      attributes.put("thread.name", key.thread().name());
      attributes.put(
          "jvm.thread.state",
          switch (key.thread().state()) {
            case RUNNABLE -> "runnable";
            case SLEEPING -> "waiting";
            case UNKNOWN -> "";
          });
    }
    List<Integer> numbers = new ArrayList<>();
    attributes.forEach(
        (name, value) -> {
          if (!name.isEmpty() && !value.equals("")) {
            numbers.add(dictionary.attribute(new Attribute(name, value)));
          }
        });
    return List.copyOf(numbers);
  }
}
