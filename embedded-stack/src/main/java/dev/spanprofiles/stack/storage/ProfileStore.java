package dev.spanprofiles.stack.storage;

import dev.spanprofiles.stack.model.Sample;
import java.util.List;

/** Samples. */
public interface ProfileStore extends ProfileReader {

  /**
   * Stores all of the samples or none. They are on disk when the call returns.
   *
   * @throws StoreBusyException if too much is waiting to be written
   * @throws StorageException if writing failed
   */
  void addSamples(List<Sample> samples);
}
