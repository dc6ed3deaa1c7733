package dev.spanprofiles.it.truth;

import io.pyroscope.javaagent.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the profiler's snapshots go: files that {@link Profile} reads. */
interface Uploads {

  /**
   * Writes a snapshot, and returns when it is there.
   *
   * @param number how many came before it
   */
  void write(Snapshot snapshot, Path directory, int number) throws IOException;

  /** As the agent uploads it: {@code N.jfr}, and the names in it as {@code N.names}. */
  static void asJfr(Snapshot snapshot, Path directory, int number) throws IOException {
    Files.write(directory.resolve(number + ".jfr"), snapshot.data);
    Files.write(
        directory.resolve(number + ".names"),
        snapshot.labels.getStringsMap().entrySet().stream()
            .map(name -> name.getKey() + "\t" + name.getValue())
            .toList());
  }
}
