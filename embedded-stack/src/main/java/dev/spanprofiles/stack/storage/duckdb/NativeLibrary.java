package dev.spanprofiles.stack.storage.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * DuckDB's native library: its driver copies 70 MB to the temp directory and deletes them at a
 * regular exit, so that every killed process would leave them behind.
 */
final class NativeLibrary {

  private static final Path MAPS = Path.of("/proc/self/maps");

  private NativeLibrary() {}

  /**
   * Deletes the copy this process has loaded: on Linux a library stays loaded without its file.
   * Does nothing on other systems, whose temp directories are left to the driver.
   */
  static void deleteLoadedCopy() {
    if (!Files.isReadable(MAPS)) {
      return;
    }
    try (Stream<String> maps = Files.lines(MAPS)) {
      Path temp = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
      maps.filter(line -> line.indexOf('/') >= 0)
          .map(line -> Path.of(line.substring(line.indexOf('/'))))
          .filter(file -> file.startsWith(temp))
          .filter(file -> file.getFileName().toString().matches("libduckdb_java\\d+\\.so"))
          .distinct()
          .forEach(NativeLibrary::delete);
    } catch (IOException e) {
      // The driver deletes it at exit; only a kill leaves it.
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // As above.
    }
  }
}
