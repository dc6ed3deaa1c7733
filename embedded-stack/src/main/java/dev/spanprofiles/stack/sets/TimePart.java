package dev.spanprofiles.stack.sets;

import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One part of the time of a set of spans.
 *
 * @param nanos of all spans of the set together
 * @param from what it is known from, in a few words; empty if there is none of it
 * @param setting what would have to be set for it to be known; empty if it is known
 * @param stacks the wall samples behind it, the heaviest first; empty where it rests on none
 */
public record TimePart(
    Kind kind, long nanos, String from, Optional<String> setting, List<StackTotal> stacks) {

  public TimePart {
    stacks = List.copyOf(stacks);
  }

  /** The parts that a span's duration falls into, in the order they are told. */
  public enum Kind {
    CPU("On CPU", "running"),
    LOCK(
        "Waiting for a lock",
        "a monitor, or a lock of java.util.concurrent, that another thread holds"),
    CHILD(
        "Waiting for another service",
        "a child span in another process was open, and nothing ran here"),
    WAITING(
        "Other waiting", "sleeping, parked, or in a system call that waits for input or output"),
    STOPPED(
        "Stopped", "the JVM had stopped its threads, to collect garbage or at another safepoint"),
    RUNNABLE("Wanting a CPU", "ready to run, while other threads had the cores"),
    UNEXPLAINED("Not explained", "none of the sources tells");

    private final String title;
    private final String meaning;

    Kind(String title, String meaning) {
      this.title = title;
      this.meaning = meaning;
    }

    /** As people read it. */
    public String title() {
      return title;
    }

    public String meaning() {
      return meaning;
    }

    /** As JSON and style sheets name it. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
