package dev.spanprofiles.stack.workshop;

import org.jspecify.annotations.Nullable;

/** A workshop that cannot be read or done; the message says what to mend, for a person to read. */
public final class WorkshopException extends RuntimeException {

  public WorkshopException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
