package dev.spanprofiles.stack.storage.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The room on the disk. A checkpoint must not run out of it, and needs room for what is in the log
 * and for the parts of the file that it writes anew.
 *
 * @param reserveBytes for those parts, in a large file; in a small one it is half of the file
 */
record DiskRoom(Path file, long reserveBytes) {

  private static final long MEBIBYTE = 1024 * 1024;

  /** When the log is emptied into the file, as is DuckDB's own default. */
  private static final long LOG_BYTES = 16 * MEBIBYTE;

  /** Whether the log is to be emptied into the file. */
  boolean isCheckpointDue() {
    return logBytes() >= LOG_BYTES;
  }

  /** Whether another write could leave too little for the next checkpoint. */
  boolean isShort() {
    return free() < logBytes() + reserve();
  }

  /** Whether a checkpoint could help: there is something in the log, and most likely the room. */
  boolean mayCheckpoint() {
    return logBytes() > 0 && free() >= (logBytes() + reserve()) / 2;
  }

  /** What is missing, for a person to read; empty if nothing is but what a checkpoint gains. */
  Optional<String> shortage() {
    long free = free();
    long reserve = reserve();
    return free >= reserve
        ? Optional.empty()
        : Optional.of(
            "the disk of %s is full: %.1f MiB are free and %.1f must be; what is stored can be read"
                .formatted(file.getParent(), mebibytes(free), mebibytes(reserve)));
  }

  private long reserve() {
    return MEBIBYTE + Math.min(reserveBytes, size(file) / 2);
  }

  /** What was written since the last checkpoint, as it was written. */
  long logBytes() {
    return size(file.resolveSibling(file.getFileName() + ".wal"));
  }

  private static double mebibytes(long bytes) {
    return bytes / (double) MEBIBYTE;
  }

  /** 0 where there is no such file. */
  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }

  /** Where that cannot be told, it is for the database to find out. */
  private long free() {
    try {
      return Files.getFileStore(file).getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }
}
