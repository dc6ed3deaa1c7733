package dev.spanprofiles.demo.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What launchers that were killed left behind. */
final class Leftovers {

  private Leftovers() {}

  /** Deletes the folders of runs that are over; never that of a launcher that runs. */
  static void delete(Path work) throws IOException {
    if (!Files.isDirectory(work)) {
      return;
    }
    List<Path> folders;
    try (Stream<Path> all = Files.list(work)) {
      folders = all.filter(Leftovers::isOfARun).toList();
    }
    for (Path folder : folders) {
      try (Claim claim = Claim.tryOf(folder)) {
        if (claim != null) {
          Folders.delete(folder);
        }
      }
    }
  }

  private static boolean isOfARun(Path path) {
    return path.getFileName().toString().startsWith(Claim.PREFIX) && Files.isDirectory(path);
  }
}
