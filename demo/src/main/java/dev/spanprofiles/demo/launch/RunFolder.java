package dev.spanprofiles.demo.launch;

import dev.spanprofiles.demo.stack.DemoException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Where a run keeps its data and logs.
 *
 * @param claim what tells other launchers that this one runs; null for a folder that stays
 */
record RunFolder(Path path, @Nullable Claim claim) {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  /**
   * Creates the folder.
   *
   * @param wanted by the user, whose folders are never deleted; null for one below {@code work}
   * @param keep whether it stays when the run is over
   */
  static RunFolder create(Path work, @Nullable Path wanted, boolean keep) {
    Path path =
        wanted != null
            ? wanted
            : work.resolve(
                keep
                    ? "kept-" + TIME.format(LocalDateTime.now(ZoneId.systemDefault()))
                    : Claim.PREFIX + ProcessHandle.current().pid());
    path = path.toAbsolutePath().normalize();
    try {
      Claim claim = keep || wanted != null ? null : Claim.of(path);
      if (claim != null) {
        Folders.delete(path); // of a process long gone, which had the same id
      }
      RunFolder folder = new RunFolder(path, claim);
      Files.createDirectories(folder.data());
      Files.createDirectories(folder.logs());
      return folder;
    } catch (IOException e) {
      throw new DemoException("The folder %s cannot be made: %s.".formatted(path, e));
    }
  }

  boolean isKept() {
    return claim == null;
  }

  Path data() {
    return path.resolve("data");
  }

  Path logs() {
    return path.resolve("logs");
  }

  void close() {
    if (claim != null) {
      try {
        Folders.delete(path);
        claim.close();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot delete " + path + ": " + e.getMessage(), e);
      }
    }
  }
}
