package dev.spanprofiles.stack.storage;

/** Where and how to store: all that a process needs to know of its store before there is one. */
public interface StoreFactory {

  /**
   * Opens the store, or makes it.
   *
   * @throws StorageException if that cannot be; the message says what is in the way
   */
  Store open();
}
