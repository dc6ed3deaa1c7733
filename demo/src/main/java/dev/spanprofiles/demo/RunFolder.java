package dev.spanprofiles.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a run keeps its data and logs.
 *
 * @param keep whether it stays when the run is over
 */
record RunFolder(Path path, boolean keep) {

  /**
   * Creates the folder.
   *
   * @param wanted by the user, whose folders are never deleted; null for one below {@code work}
   */
  static RunFolder create(Path work, @Nullable Path wanted, boolean keep) {
    Path path = wanted != null ? wanted : work.resolve("run-" + ProcessHandle.current().pid());
    RunFolder folder = new RunFolder(path.toAbsolutePath().normalize(), keep || wanted != null);
    try {
      if (wanted == null) {
        Folders.delete(folder.path()); // of a process long gone, which had the same id
      }
      Files.createDirectories(folder.data());
      Files.createDirectories(folder.logs());
    } catch (IOException e) {
      throw new DemoException("The folder %s cannot be made: %s.".formatted(path, e));
    }
    return folder;
  }

  Path data() {
    return path.resolve("data");
  }

  Path logs() {
    return path.resolve("logs");
  }

  void close() {
    if (!keep) {
      try {
        Folders.delete(path);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot delete " + path + ": " + e.getMessage(), e);
      }
    }
  }
}
