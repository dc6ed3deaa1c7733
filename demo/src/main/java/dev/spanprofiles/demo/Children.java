package dev.spanprofiles.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The JVMs that one launcher started; thread-safe. */
final class Children {

  private static final long GRACE_MILLIS = 6_000;

  private final Path leash;
  private final Path logs;
  private final List<Child> all = new CopyOnWriteArrayList<>();

  /** Runs programs with {@code leash}; their output goes to files in {@code logs}. */
  Children(Path leash, Path logs) {
    this.leash = leash;
    this.logs = logs;
  }

  Child start(
      String name, Program program, List<String> arguments, Map<String, String> environment) {
    Child child = Child.start(name, logs, program.onLeash(leash, arguments), environment);
    all.add(child);
    return child;
  }

  List<Child> all() {
    return List.copyOf(all);
  }

  /**
   * Returns if all are alive.
   *
   * @throws DemoException with the end of the log of one that is not
   */
  void requireAlive() {
    all.stream()
        .filter(child -> !child.isAlive())
        .findFirst()
        .ifPresent(
            child -> {
              throw new DemoException(child.obituary());
            });
  }

  /** Ends all and waits for it. */
  void stop() {
    all.forEach(Child::release);
    long deadline = System.nanoTime() + GRACE_MILLIS * 1_000_000;
    all.forEach(child -> child.awaitEnd((deadline - System.nanoTime()) / 1_000_000));
  }
}
