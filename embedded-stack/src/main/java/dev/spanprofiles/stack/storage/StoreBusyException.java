package dev.spanprofiles.stack.storage;

/** Too much is waiting to be written: nothing of the call was stored, and it may be tried again. */
public class StoreBusyException extends StorageException {

  public StoreBusyException(String message) {
    super(message, null);
  }
}
