package dev.spanprofiles.demo.launch;

import dev.spanprofiles.demo.stack.DemoException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The JVMs that one launcher started; thread-safe. */
final class Children {

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
    for (Child child : all) {
      if (!child.isAlive()) {
        throw new DemoException(child.obituary());
      }
    }
  }

  /** Ends all, by force where it takes longer than {@code grace}. */
  void stop(Duration grace) {
    all.forEach(Child::release);
    long deadline = System.nanoTime() + grace.toNanos();
    all.forEach(child -> child.awaitEnd(Duration.ofNanos(deadline - System.nanoTime())));
  }
}
