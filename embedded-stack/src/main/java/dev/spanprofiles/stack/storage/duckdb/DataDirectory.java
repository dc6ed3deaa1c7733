package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.StorageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The directory of one store, locked against a second process for as long as it is open. */
record DataDirectory(Path path, FileChannel lock) implements AutoCloseable {

  /**
   * Makes the directory where it is missing, and locks it.
   *
   * @throws StorageException if it cannot be written, or is in use
   */
  static DataDirectory open(Path path) {
    FileChannel lock;
    try {
      Files.createDirectories(path);
      lock =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new StorageException("cannot write to the data directory " + path + ": " + e, e);
    }
    try {
      if (lock.tryLock() != null) {
        return new DataDirectory(path, lock);
      }
    } catch (IOException | OverlappingFileLockException e) {
      // In use, as below.
    }
    throw new StorageException(
        "the data directory "
            + path
            + " is in use: stop the other embedded stack, or choose another directory",
        null);
  }

  Path database() {
    return path.resolve("store.duckdb");
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new StorageException("cannot release the data directory " + path, e);
    }
  }
}
