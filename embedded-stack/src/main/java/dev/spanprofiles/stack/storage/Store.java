package dev.spanprofiles.stack.storage;

import java.util.List;

/** All that is stored. Safe for use by several threads. */
public interface Store extends TraceStore, ProfileStore, AutoCloseable {

  /** How much is stored of each service, by its name. */
  List<StoredByService> storedByService();

  /** Stores what waits, lets queries end, and releases its files. */
  @Override
  void close();
}
