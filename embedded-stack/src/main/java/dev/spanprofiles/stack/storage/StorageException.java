package dev.spanprofiles.stack.storage;

import org.jspecify.annotations.Nullable;

/** The store cannot do what was asked; the message says why, for a person to read. */
public class StorageException extends RuntimeException {

  public StorageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
