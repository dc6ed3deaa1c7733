package dev.spanprofiles.demo.launch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A launcher's claim on its folder: a lock on the file beside it. The system lets go of it however
 * the launcher dies, and unlike the id of a process it is not given to another one.
 */
record Claim(Path file, FileChannel channel) implements AutoCloseable {

  /** What the folders of runs are called, before the id of their process. */
  static final String PREFIX = "run-";

  private static final String SUFFIX = ".lock";

  /**
   * Claims a folder, which need not be there.
   *
   * @throws IOException if a launcher that runs has it
   */
  static Claim of(Path folder) throws IOException {
    Claim claim = tryOf(folder);
    if (claim == null) {
      throw new IOException("another launcher has it");
    }
    return claim;
  }

  /** Claims a folder; null if a launcher that runs has it. */
  static @Nullable Claim tryOf(Path folder) throws IOException {
    Path file = folder.resolveSibling(folder.getFileName() + SUFFIX);
    Files.createDirectories(file.toAbsolutePath().getParent());
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      return null;
    }
    return new Claim(file, channel);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
    channel.close();
  }
}
